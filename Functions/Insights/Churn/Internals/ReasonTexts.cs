using System.Globalization;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The sentences of reasons: facts with dates, compared with the customer's own norm; numbers of at most two significant digits.</summary>
static class ReasonTexts
{
    /// <summary>What the orders say about a topic; a recent order needs more words where it <paramref name="raises"/> the risk.</summary>
    public static string Describe(ReasonTopic topic, PurchaseView view, string currency, bool raises) => topic switch
    {
        ReasonTopic.Recency => raises && RarelyOrders(view) ? Rarely(view) : Recency(view),
        ReasonTopic.Frequency => Orders(view),
        ReasonTopic.Rhythm => Rhythm(view),
        ReasonTopic.Regularity => Regularity(view),
        ReasonTopic.Amount => Amount(view, currency),
        ReasonTopic.Discount => Discount(view),
        ReasonTopic.Breadth => Breadth(view),
        ReasonTopic.Tenure => $"Customer since {Date(view.Days[0])}",
        ReasonTopic.Returns => Returns(view),
        ReasonTopic.Season => Season(view),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "A topic of a reason was expected."),
    };

    /// <summary>Why a customer is lapsed.</summary>
    public static string Lapsed(PurchaseView view) =>
        $"{Recency(view)}. Lapsed since {Date(view.Days[^1].AddDays(view.HorizonDays))}, after {Number(view.HorizonDays)} days without an order";

    /// <summary>How many orders, and in which time.</summary>
    public static string Orders(PurchaseView view) => view.OrderCount == 1
        ? "Only one order so far"
        : view.Days.Count == 1
            ? $"{Number(view.OrderCount)} orders, all on {Date(view.Days[0])}"
            : $"{Number(view.OrderCount)} orders between {Date(view.Days[0])} and {Date(view.Days[^1])}";

    static string Recency(PurchaseView view) => view.UsualGap is { } usual
        ? $"Last order on {Date(view.Days[^1])}; usually {Every(usual)}"
        : view.OrderCount == 1 ? $"Only order so far on {Date(view.Days[^1])}" : $"All orders so far on {Date(view.Days[^1])}";

    // Who has just ordered and yet is at risk orders so rarely that the next order is not due within the horizon.
    static bool RarelyOrders(PurchaseView view) => view.UsualGap > view.HorizonDays && view.DaysSinceLast < view.UsualGap;

    static string Rarely(PurchaseView view) =>
        $"Usually {Every(view.UsualGap!.Value)}, longer than the risk looks ahead; last order on {Date(view.Days[^1])}";

    static string Rhythm(PurchaseView view) => view.Gaps.Length < 3
        ? "Too few orders to see a rhythm"
        : $"The last two gaps between orders averaged {DayCount(Measures.LateGap(view))}; before that {DayCount(Measures.EarlyGap(view))}";

    static string Regularity(PurchaseView view)
    {
        if (view.Gaps.Length < 3) return "Too few orders to see how regular they are";
        var (shortest, longest) = (Number(view.Gaps.Min()), Number(view.Gaps.Max()));
        return shortest == longest
            ? $"Orders come evenly, {Every(view.Gaps.Min())}"
            : $"Gaps between orders range from {shortest} to {longest} days; usually {Number(view.UsualGap!.Value)}";
    }

    static string Amount(PurchaseView view, string currency) => view.OrderCount == 1
        ? $"First order of {Money(view.Last.Total, currency)}"
        : $"Last order {Money(view.Last.Total, currency)}; usually {Money((decimal)Measures.MeanTotal(view.Earlier), currency)}";

    static string Discount(PurchaseView view)
    {
        var last = Percent(Measures.DiscountShare([view.Last]));
        if (view.OrderCount == 1) return last == "0 %" ? "No discount on the first order" : $"{last} discount on the first order";
        var before = Percent(Measures.DiscountShare(view.Earlier));
        return last == "0 %" && before == "0 %" ? "No discount so far" : $"{last} discount on the last order; {before} before";
    }

    static string Breadth(PurchaseView view) => Measures.Products(view) is var products && view.OrderCount == 1
        ? $"{Plural(products, "product")} in the only order"
        : $"{Plural(products, "different product")} in the last {Math.Min(view.OrderCount, Measures.BreadthOrders)} orders";

    static string Returns(PurchaseView view) => Percent(Measures.ReturnShare(view.Orders)) is var share && share == "0 %"
        ? "Nothing was returned"
        : $"{share} of the value bought was returned";

    static string Season(PurchaseView view)
    {
        if (Measures.SeasonDay(view) is { } day) return $"Ordered on {Date(day)}, in this season last year";
        var from = PurchaseView.DayOf(view.Cutoff).AddDays(-Measures.YearDays);
        return NoOrderIn(from, from.AddDays(Math.Min(view.HorizonDays, Measures.YearDays)));
    }

    // Whole months: days would change every night, and a month that is only half meant may hold an order.
    static string NoOrderIn(DateOnly after, DateOnly until)
    {
        var first = FirstOfMonth(after).AddMonths(1);
        var last = FirstOfMonth(until.AddDays(1)).AddMonths(-1);
        if (first > last) return "No order at this time last year";
        return first == last ? $"No order in {Month(first)}, this season last year" : $"No order from {Month(first)} to {Month(last)}, this season last year";
    }

    static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    static string Every(double days) => Math.Round(days) <= 1 ? "every day" : $"every {Number(days)} days";

    static string DayCount(double days) => Plural((int)Math.Round(days), "day");

    static string Plural(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    static string Percent(double share) => $"{Number(100 * share)} %";

    static string Money(decimal amount, string currency) => currency.Length == 0 ? Number((double)amount) : $"{currency} {Number((double)amount)}";

    /// <summary>Whole number with two significant digits, thousands grouped.</summary>
    static string Number(double value)
    {
        var digits = Math.Abs(value) < 100 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value))) - 1;
        var unit = Math.Pow(10, digits);
        return (Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit).ToString("#,##0", CultureInfo.InvariantCulture);
    }

    static string Date(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    static string Month(DateOnly day) => day.ToString("MMM yyyy", CultureInfo.InvariantCulture);
}
