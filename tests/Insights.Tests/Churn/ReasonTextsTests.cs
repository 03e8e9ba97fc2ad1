using System.Text.RegularExpressions;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed partial class ReasonTextsTests
{
    [Fact]
    public void Compares_the_last_order_with_the_own_rhythm() =>
        Text(ReasonTopic.Recency, Customer.Bought(5).Every(days: 24).LastSeen(days: 0)).ShouldBe("Last order on 3 May 2026; usually every 24 days");

    [Fact]
    public void Says_why_a_recent_order_of_a_rare_customer_raises_the_risk()
    {
        var rare = Customer.Bought(3).Every(days: 120).LastSeen(days: 1);

        Text(ReasonTopic.Recency, rare, raises: true).ShouldBe("Usually every 120 days, longer than the risk looks ahead; last order on 2 May 2026");
        Text(ReasonTopic.Recency, rare).ShouldBe("Last order on 2 May 2026; usually every 120 days");
        Text(ReasonTopic.Recency, Customer.Bought(3).Every(days: 120).LastSeen(days: 130), raises: true).ShouldStartWith("Last order on");
    }

    [Fact]
    public void Says_that_there_is_one_order_only()
    {
        Text(ReasonTopic.Recency, Customer.Bought(1).LastSeen(days: 1)).ShouldBe("Only order so far on 2 May 2026");
        Text(ReasonTopic.Frequency, Customer.Bought(1)).ShouldBe("Only one order so far");
    }

    [Fact]
    public void Counts_orders_between_two_dates() =>
        Text(ReasonTopic.Frequency, Customer.Bought(3).Every(days: 10).LastSeen(days: 0)).ShouldBe("3 orders between 13 Apr 2026 and 3 May 2026");

    [Fact]
    public void Compares_recent_gaps_with_those_before()
    {
        var customer = Customer.Bought(4).Every(days: 10).LastSeen(days: 80).And(TestTime.Now.AddDays(-40)).And(TestTime.Now);

        Text(ReasonTopic.Rhythm, customer).ShouldBe("The last two gaps between orders averaged 40 days; before that 10 days");
        Text(ReasonTopic.Regularity, customer).ShouldBe("Gaps between orders range from 10 to 40 days; usually 10");
    }

    [Fact]
    public void Puts_money_in_the_base_currency_with_two_digits() =>
        Text(ReasonTopic.Amount, Customer.Bought(4).Costing(1_234).And(TestTime.Now, amount: 345), "EUR").ShouldBe("Last order EUR 350; usually EUR 1,200");

    [Fact]
    public void Compares_the_last_discount_with_those_before() =>
        Text(ReasonTopic.Discount, Customer.Bought(4).Costing(95, discount: 5).And(TestTime.Now, amount: 80, discount: 20))
            .ShouldBe("20 % discount on the last order; 5 % before");

    [Theory]
    [InlineData(340, "Ordered on 28 May 2025, in this season last year")]
    [InlineData(366, "No order from Jun 2025 to Jul 2025, this season last year")] // the season begins a day later, in the middle of a month
    [InlineData(500, "No order from Jun 2025 to Jul 2025, this season last year")]
    public void Names_the_season_a_year_earlier(int daysAgo, string expected) =>
        Text(ReasonTopic.Season, Customer.Bought(1).LastSeen(days: 0).And(TestTime.Now.AddDays(-daysAgo))).ShouldBe(expected);

    [Fact]
    public void Says_how_much_came_back() =>
        Text(ReasonTopic.Returns, Customer.Bought(4).Costing(100).And(TestTime.Now, amount: -50)).ShouldBe("13 % of the value bought was returned");

    [Fact]
    public void No_text_has_a_raw_name_a_placeholder_an_age_or_more_than_two_digits_of_a_number()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 300; trial++)
        {
            var customer = Customer.Bought(1 + random.Next(150)).Every(days: 1 + random.Next(400)).LastSeen(days: random.Next(90))
                .Costing(random.Next(200_000), discount: random.Next(3) * 17);
            foreach (var topic in Enum.GetValues<ReasonTopic>())
            {
                var text = Text(topic, customer, "USD", raises: trial % 2 == 0);

                text.ShouldNotMatch(@"[{}_]|NaN|\bci_|ago|null", text);
                foreach (var number in Numbers().Matches(Dates().Replace(text, "")).Select(match => match.Value.Replace(",", "", StringComparison.Ordinal)))
                    number.TrimEnd('0').Length.ShouldBeLessThanOrEqualTo(2, text);
                text.Length.ShouldBeLessThan(120);
            }
        }
    }

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(\d+ )?[A-Z][a-z]{2} \d{4}")]
    private static partial Regex Dates();

    static string Text(ReasonTopic topic, CustomerHistory customer, string currency = "", bool raises = false) =>
        ReasonTexts.Describe(topic, new PurchaseView(customer, TestTime.Now, horizonDays: 90), currency, raises);
}
