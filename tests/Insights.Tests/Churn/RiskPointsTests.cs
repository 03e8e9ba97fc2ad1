using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Churn.Internals;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class RiskPointsTests
{
    [Fact]
    public void Base_reasons_and_everything_else_add_up_to_the_score_for_any_model_and_row()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var (model, random) = (TrainedModel.Random(seed), new Random(seed));
            for (var trial = 0; trial < 200; trial++)
            {
                var points = RiskPoints.Of(model, TrainedModel.Row(random));

                (points.Base + points.Top.Sum(top => top.Points) + points.Other).ShouldBe(points.Score);
                points.Score.ShouldBe((int)Math.Floor(100 * points.Probability + 0.5));
                points.Top.Count.ShouldBeLessThanOrEqualTo(3);
                points.Top.ShouldAllBe(top => top.Points != 0);
                points.Top.Select(top => Math.Abs(top.Points)).ShouldBeInOrder(SortDirection.Descending);
            }
        }
    }

    [Fact]
    public void They_add_up_for_boosted_trees_as_well()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (model, random) = (TrainedModel.RandomTrees(seed), new Random(seed));
            for (var trial = 0; trial < 100; trial++)
            {
                var points = RiskPoints.Of(model, TrainedModel.Row(random));

                (points.Base + points.Top.Sum(top => top.Points) + points.Other).ShouldBe(points.Score);
                points.Score.ShouldBe((int)Math.Floor(100 * points.Probability + 0.5));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_reason_is_within_a_point_of_the_formula(bool trees)
    {
        var (model, random) = (trees ? TrainedModel.RandomTrees(3) : TrainedModel.Random(3), new Random(3));
        for (var trial = 0; trial < 300; trial++)
        {
            var row = TrainedModel.Row(random);
            foreach (var (topic, points) in RiskPoints.Of(model, row).Top) Math.Abs(points - Formula(model, row, topic)).ShouldBeLessThan(1);
        }
    }

    [Fact]
    public void The_average_customer_has_the_base_and_no_reason()
    {
        var model = TrainedModel.Random(5);
        var average = Enumerable.Repeat(float.NaN, ChurnFeatures.All.Count).ToArray();

        var points = RiskPoints.Of(model, average);

        points.Score.ShouldBe(points.Base);
        points.Top.ShouldBeEmpty();
        points.Other.ShouldBe(0);
    }

    [Fact]
    public void A_topic_without_a_value_gets_no_point()
    {
        var (model, random) = (TrainedModel.Random(8), new Random(8));
        for (var trial = 0; trial < 200; trial++)
        {
            var row = TrainedModel.Row(random);
            for (var feature = 0; feature < row.Length; feature++)
                if (ChurnFeatures.All[feature].Topic == ReasonTopic.Recency) row[feature] = float.NaN;

            RiskPoints.Of(model, row).Top.ShouldNotContain(top => top.Topic == ReasonTopic.Recency);
        }
    }

    /// <summary>phi * (g(f) - g(f0)) / (f - f0), straight from the definition.</summary>
    static double Formula(ChurnModel model, float[] row, ReasonTopic topic)
    {
        var shares = new double[row.Length];
        model.Function.Explain(row, shares);
        var phi = ChurnFeatures.All.Index().Where(entry => entry.Item.Topic == topic).Sum(entry => shares[entry.Index]);
        var (f, f0) = (model.Function.Margin(row), model.Function.BaseMargin);
        return 100 * phi * (model.Calibrator.Probability(f) - model.Calibrator.Probability(f0)) / (f - f0);
    }
}
