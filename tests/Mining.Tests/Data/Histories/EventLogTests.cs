using System.Text;
using CrmInsights.Mining.Data.Histories;
using CrmInsights.Mining.Neural;

namespace CrmInsights.Mining.Tests.Data.Histories;

/// <summary>Events and labels as they stand in files, joined and cut so that nothing of what came later is seen.</summary>
public sealed class EventLogTests
{
    static readonly HistoryColumns s_columns = new("customer", "date") { Item = "item" };

    [Fact]
    public void Events_are_sorted_by_time_of_day_and_those_of_one_moment_stay_in_the_order_of_the_file()
    {
        var log = Read("customer,date,item\na,2024-01-02T10:00:00,c\na,2024-01-02,a\na,2024-01-02,b\na,2024-01-01,d\na,2024-01-02 09:59:59,e\n");

        log.EventsOf(0).ToArray().Select(one => log.Items[one.Item]).ShouldBe(["d", "a", "b", "e", "c"]);
        log.End.ShouldBe(new DateTime(2024, 1, 2, 10, 0, 0));
        log.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("customer;date;item\na;20240102;x\n")]
    [InlineData("item\tcustomer\tmore\tdate\nx\ta\t-\t2024-01-02\n")]
    [InlineData("\uFEFFCUSTOMER,Date,\"item\"\r\n\r\na,2024-01-02,\"x\"\r\n")]
    public void Separators_other_columns_and_quotes_do_not_matter(string text)
    {
        var log = Read(text);

        (log.Customers[0], log.Items[0], log.EventsOf(0).Span[0].Time).ShouldBe(("a", "x", new DateTime(2024, 1, 2)));
    }

    [Fact]
    public void Columns_of_a_file_without_header_are_numbers()
    {
        var log = Read("20240102 x a -3.5\n20240103 y a 12\n", new HistoryColumns("3", "1") { Item = "2", Amount = "4", HasHeader = false });

        log.Count.ShouldBe(2);
        log.EventsOf(0).ToArray().Select(one => one.Amount).ShouldBe([-3.5f, 12f]);
    }

    [Fact]
    public void A_file_without_items_has_events_of_one_kind_where_that_is_allowed()
    {
        Read("customer,date\na,2024-01-02\n", s_columns with { IsItemOptional = true }).Items.ShouldBe([""]);
        Should.Throw<InvalidDataException>(() => Read("customer,date\na,2024-01-02\n")).Message.ShouldContain("no column \"item\"");
    }

    [Theory]
    [InlineData("2024-01-02", 3, 0)]                        // a day is seen to its end
    [InlineData("2024-01-02T08:00:00", 2, 0)]               // a moment is seen itself
    [InlineData("2024-01-02T07:59:59", 1, 1.333)]
    [InlineData("2024-01-11", 4, 6)]
    [InlineData("2023-12-31", 0, 0)]
    public void Only_events_up_to_the_cutoff_are_seen(string cutoff, int count, double silence)
    {
        var log = Read("customer,date,item\na,2024-01-01,x\na,2024-01-02T08:00:00,x\na,2024-01-02T20:00:00,x\na,2024-01-05,x\n");
        var labels = Labels($"customer,left,until\na,1,{cutoff}\n");

        var seen = SeenHistories.Join(log, labels, cutoff: null);

        seen.EventsAfterCutoff.ShouldBe(4 - count);
        seen.CustomersWithoutEvents.ShouldBe(count == 0 ? 1 : 0);
        if (count == 0) return;
        var history = EventKinds.Of(seen.All, log.Items, 1).Encode(seen.All, log, readAmounts: false)[0];
        history.Events.Length.ShouldBe(count);
        history.Silence.ShouldBe((float)silence, 0.001f);
    }

    [Fact]
    public void Older_cutoffs_come_first_and_then_older_customers()
    {
        var log = Read("customer,date,item\nd,2024-01-01,x\nc,2024-01-02,x\nb,2024-01-03,x\na,2024-01-03,x\n");
        var labels = Labels("customer,left,until\na,1,2024-02-01\nb,1,2024-02-01\nc,0,2024-02-01\nd,0,2024-03-01\n");

        SeenHistories.Join(log, labels, cutoff: null).All.Select(one => one.Customer).ShouldBe(["c", "a", "b", "d"]);
    }

    [Fact]
    public void Items_of_few_customers_share_a_kind_with_those_nobody_had()
    {
        var log = Read("customer,date,item\na,2024-01-01,often\na,2024-01-02,once\na,2024-01-03,once\nb,2024-01-01,often\n");
        var seen = SeenHistories.Join(log, labels: null, cutoff: null);

        var kinds = EventKinds.Of(seen.All, log.Items, leastCustomers: 2);
        var later = Read("customer,date,item\nc,2024-01-01,new\nc,2024-01-04,often\n");
        var history = kinds.Encode(SeenHistories.Join(later, null, null).All, later, readAmounts: false)[0];

        kinds.Names.ShouldBe(["often"]);
        history.Events.ShouldBe([0, 1]);
        history.Gaps.ShouldBe([0, 3]);
    }

    [Fact]
    public void Of_two_texts_the_later_one_is_1_unless_one_says_yes()
    {
        Labels("customer,left\na,stayed\nb,left\n").Names().ShouldBe(["left", "stayed"]);
        Labels("customer,left\na,Yes\nb,zero\n").Names().ShouldBe(["zero", "Yes"]);
        Labels("customer,left\na,2.5\nb,-1\n").Names().ShouldBeEmpty();
    }

    [Fact]
    public void A_label_a_model_does_not_know_is_named_with_its_line()
    {
        var labels = Labels("customer,left\na,no\nb,maybe\n");

        Should.Throw<InvalidDataException>(() => labels.NumberOf(labels.All[1], ["no", "yes"])).Message.ShouldBe("line 3, left: found \"maybe\"; no or yes was expected.");
    }

    static EventLog Read(string text, HistoryColumns? columns = null) => EventLogReader.Read(Stream(text), columns ?? s_columns);

    static CustomerLabels Labels(string text) => CustomerLabels.Read(Stream(text), s_columns with { Label = "left", Cutoff = text.Contains("until", StringComparison.Ordinal) ? "until" : null });

    static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
