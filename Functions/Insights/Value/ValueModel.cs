using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Value.Internals;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value;

/// <summary>Tells activity, value and next order of a customer. Immutable and thread-safe.</summary>
public sealed record ValueModel
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "value.json";

    const int Years = 20;
    const int YearDays = 365;
    const double MostMoney = 1e12;

    /// <summary>The end of the data (UTC).</summary>
    public required DateTimeOffset TrainedOn { get; init; }
    /// <summary>Begin of the time it learned from (UTC). Of a customer's orders before that, only the last one counts, and only where none followed.</summary>
    public required DateTimeOffset LearnedFrom { get; init; }
    /// <summary>The settings it was trained with.</summary>
    public required ValueSettings Settings { get; init; }
    /// <summary>Which model of buying and leaving is used.</summary>
    public required PurchaseModelKind Kind { get; init; }
    /// <summary>The fitted model; its unit of time is the day.</summary>
    public required PurchaseModel Purchases { get; init; }
    /// <summary>Which one is used for customers without a repeat purchase; never plain BG/NBD.</summary>
    public required PurchaseModelKind KindWithoutRepeat { get; init; }
    /// <summary>The fitted model for customers without a repeat purchase.</summary>
    public required PurchaseModel WithoutRepeat { get; init; }
    /// <summary>The model of spend; null where too few customers bought again.</summary>
    public GammaGammaModel? Spend { get; init; }
    /// <summary>Mean amount of an order day over all customers.</summary>
    public required double MeanSpend { get; init; }

    /// <summary>Whether the orders show, beyond chance, that customers leave. Where they do not, nothing is said of activity.</summary>
    public required bool TellsActivity { get; init; }

    /// <summary>Probability of being an active customer at a moment; null without an order up to then, and where nothing is said of activity.</summary>
    public double? Alive(CustomerHistory history, DateTimeOffset at) =>
        TellsActivity && Bought(history, at) is { } bought ? Model(bought).ProbabilityAlive(bought.Frequency, bought.Recency, bought.Age) : null;

    /// <summary>Activity, value and next order; null without an order up to <paramref name="now"/>.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="products">Products with their costs, where known.</param>
    /// <param name="soon">What churn says of the next order; null where it says nothing.</param>
    /// <param name="now">The moment; orders after it are not looked at.</param>
    public CustomerValue? Value(CustomerHistory history, IReadOnlyDictionary<Guid, ProductFacts> products, OrderSoon? soon, DateTimeOffset now)
    {
        if (Bought(history, now) is not { } bought) return null;
        var outlook = Outlook.Of(Model(bought), bought, soon);
        var margin = Margin.Of(history, products, Settings.Margin, now);
        double Worth(int days) => outlook.Orders(days) * SpendOf(bought) * margin.Share;
        return new CustomerValue(
            TellsActivity ? outlook.Alive : null, Money(Worth(YearDays)), Money(Lifetime(Worth)), outlook.NextOrder(PurchaseView.DayOf(now)), margin.Words);
    }

    /// <summary>The model as one file.</summary>
    public byte[] ToBytes() => StrictFile.Write(ValueFile.Of(this));

    /// <summary>The model in the folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version; the message names the place.</exception>
    public static ValueModel Read(IReadOnlyDictionary<string, byte[]> files) => StrictFile.Read<ValueFile>(files, FileName).ToModel();

    CustomerPurchases? Bought(CustomerHistory history, DateTimeOffset at) => CustomerPurchases.Of(history, LearnedFrom, at);

    PurchaseModel Model(CustomerPurchases bought) => bought.Frequency == 0 ? WithoutRepeat : Purchases;

    double SpendOf(CustomerPurchases bought)
    {
        var expected = Spend?.ExpectedSpend(bought.Frequency + 1, bought.MeanSpend) ?? bought.MeanSpend;
        return double.IsFinite(expected) ? expected : MeanSpend;
    }

    // The year ahead counts in full, so that a lifetime is never worth less than its first year.
    double Lifetime(Func<int, double> worth)
    {
        var (total, before, weight) = (0.0, 0.0, 1.0);
        for (var year = 1; year <= Years; year++)
        {
            var until = worth(year * YearDays);
            total += weight * Math.Max(0, until - before);
            (before, weight) = (until, weight / (1 + Settings.DiscountRate));
        }
        return total;
    }

    static decimal Money(double amount) => Math.Round((decimal)Math.Clamp(amount, 0, MostMoney), 2);
}
