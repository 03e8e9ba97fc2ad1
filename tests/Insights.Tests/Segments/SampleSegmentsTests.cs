using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Segments;
using CrmInsights.Insights.Segments.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Segments;

/// <summary>Are the three segments that were planted in the sample company found again?</summary>
public sealed class SampleSegmentsTests
{
    static readonly SegmentTrainingResult s_result = SegmentTrainer.Train(SampleHistories.All, SampleHistories.Now, null, new RunContext());
    static readonly SegmentModel s_model = s_result.Model!;

    static double Agreement(int fewestOrders)
    {
        var customers = SampleHistories.Customers.Where(customer => customer.History.Orders.Count >= fewestOrders).ToArray();
        int[] found = [.. customers.Select(customer => s_model.Assign(customer.History, SampleHistories.Now)!.Segment.Number)];
        int[] planted = [.. customers.Select(customer => SampleHistories.Truth.Segments[customer.Number].GapDays)];
        return AdjustedRand.Of(found, planted);
    }

    [Fact]
    public void Three_segments_are_chosen() =>
        s_model.Segments.Count.ShouldBe(3, string.Join(" ", s_result.Candidates));

    [Fact]
    public void They_are_the_planted_ones() => Agreement(fewestOrders: 1).ShouldBeGreaterThanOrEqualTo(0.9, $"{Agreement(2):0.000} {Agreement(3):0.000} {Agreement(4):0.000}");

    [Fact]
    public void Names_differ_and_profiles_have_two_sentences()
    {
        s_model.Segments.Select(segment => segment.Name).Distinct().Count().ShouldBe(s_model.Segments.Count, string.Join("|", s_model.Segments));
        s_model.Segments.ShouldAllBe(segment => segment.Name.Length <= 100 && segment.Profile.Split(". ").Length == 2 && segment.Profile.Length <= 2000);
    }

    [Fact]
    public void Every_segment_holds_enough_customers_and_together_all()
    {
        s_model.Segments.Sum(segment => segment.CustomerCount).ShouldBe(SampleHistories.All.Count(customer => customer.Orders.Count > 0));
        s_model.Segments.ShouldAllBe(segment => segment.CustomerCount >= SegmentTrainer.SmallestShare * SampleHistories.All.Count);
    }

    [Fact]
    public void Numbers_are_kept_when_trained_again_on_later_data()
    {
        var before = SegmentTrainer.Train(SampleHistories.All, SampleHistories.Now.AddDays(-120), null, new RunContext()).Model!;

        var after = SegmentTrainer.Train(SampleHistories.All, SampleHistories.Now, before, new RunContext()).Model!;

        var moved = SampleHistories.All.Where(customer => before.Assign(customer, SampleHistories.Now) is not null)
            .Average(customer => before.Assign(customer, SampleHistories.Now)!.Segment.Id == after.Assign(customer, SampleHistories.Now)!.Segment.Id ? 0.0 : 1);
        moved.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void The_fit_of_a_customer_in_its_nearest_segment_is_a_share_and_at_least_even()
    {
        var fits = SampleHistories.All.Select(customer => s_model.Assign(customer, SampleHistories.Now)).Where(assigned => assigned is not null).Select(assigned => assigned!.Fit).ToArray();

        fits.ShouldAllBe(fit => fit >= 1.0 / 3 && fit <= 1);
    }

    [Fact]
    public void Who_never_ordered_or_objected_has_no_segment()
    {
        s_model.Assign(Customer.WithoutOrders(), TestTime.Now).ShouldBeNull();
        s_model.Assign(Customer.Bought(9).Saying(ProfilingStatus.Objected), TestTime.Now).ShouldBeNull();
    }

    [Fact]
    public void The_model_survives_its_file() =>
        SegmentModel.Read(new Dictionary<string, byte[]> { [SegmentModel.FileName] = s_model.ToBytes() }).ToBytes().ShouldBe(s_model.ToBytes());

    [Fact]
    public void Too_few_customers_and_customers_all_alike_give_no_segments()
    {
        SegmentTrainer.Train([Customer.Bought(9)], TestTime.Now, null, new RunContext()).Sentences.ShouldBe(["No segments: 1 customers have ordered on two days or more; 100 are needed."]);
        SegmentTrainer.Train([.. Enumerable.Range(0, 200).Select(number => Customer.Bought(9).Number(number).Build())], TestTime.Now, null, new RunContext()).Model.ShouldBeNull();
    }
}
