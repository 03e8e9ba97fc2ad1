using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn;

/// <summary>Scores customers with one model, or says why not. Immutable and thread-safe.</summary>
public sealed class ChurnScorer
{
    const int FewOrders = 3;
    const int ManyOrders = 6;

    readonly ChurnModel? _model;
    readonly ChurnSettings _settings;

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">The champion; null where there is none yet, then every customer gets an abstention.</param>
    /// <param name="settings">Cut-offs of the bands and the currency of reasons.</param>
    public ChurnScorer(ChurnModel? model, ChurnSettings settings)
    {
        settings.Validate();
        _model = model;
        _settings = settings;
    }

    /// <summary>What is to be said about a customer now.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="now">The moment to score at; orders after it are not looked at.</param>
    /// <param name="previous">Earlier scores, oldest first; for the trend.</param>
    public ChurnAssessment Score(CustomerHistory history, DateTimeOffset now, IReadOnlyList<ScoreHistoryPoint> previous)
    {
        var blank = new ChurnAssessment { AsOf = now, ModelVersion = _model?.Version };
        if (Abstain(history, now) is { } abstained) return blank with { Abstained = abstained };

        var view = new PurchaseView(history, now, _model!.HorizonDays);
        return view.IsCurrent ? Assess(blank, _model, view, previous) : Lapse(blank, view);
    }

    Abstention? Abstain(CustomerHistory history, DateTimeOffset now)
    {
        if (history.Profiling == ProfilingStatus.Objected)
            return new(AbstentionCause.Objected, "This customer has objected to profiling. No score is calculated.");
        if (history.Profiling == ProfilingStatus.Restricted)
            return new(AbstentionCause.Restricted, "Processing of this customer's data is restricted. No score is calculated.");
        if (history.Orders.Count == 0)
            return new(AbstentionCause.NoOrder, "No order yet, so there is nothing to lose or keep.");
        if (history.Orders[0].OrderedOn > now)
            return new(AbstentionCause.UnusableData, "Every order is dated in the future. Correct the order dates to get a score.");
        return _model is null
            ? new(AbstentionCause.NoModel, "No churn model has passed its test yet. The runs page says what is missing.")
            : null;
    }

    ChurnAssessment Assess(ChurnAssessment blank, ChurnModel model, PurchaseView view, IReadOnlyList<ScoreHistoryPoint> previous)
    {
        var points = RiskPoints.Of(model, view);
        return blank with
        {
            HorizonDays = model.HorizonDays,
            Band = _settings.BandOf(points.Score),
            Score = points.Score,
            Probability = points.Probability,
            Trend = Trend.Of(points.Score, PurchaseView.DayOf(blank.AsOf), previous),
            Confidence = Sureness(model, view),
            Base = points.Base,
            Reasons = [.. points.Top.Select(top => Reason(view, top.Topic, top.Points))],
            OtherPoints = points.Other,
        };
    }

    ChurnReason Reason(PurchaseView view, ReasonTopic topic, int points) =>
        new(ReasonTexts.Describe(topic, view, _settings.BaseCurrency, raises: points > 0), points > 0 ? Direction.RaisesRisk : Direction.LowersRisk, points);

    static ChurnAssessment Lapse(ChurnAssessment blank, PurchaseView view) => blank with
    {
        HorizonDays = view.HorizonDays,
        Band = ChurnBand.Lapsed,
        Reasons = [new(ReasonTexts.Lapsed(view), Direction.Fact, 0)],
    };

    static Confidence Sureness(ChurnModel model, PurchaseView view)
    {
        var orders = ReasonTexts.Orders(view);
        if (view.OrderCount < FewOrders) return new(ConfidenceLevel.Low, $"{orders}; {FewOrders} are needed for a rhythm of its own");
        if (model.Warnings.Count > 0) return new(ConfidenceLevel.Medium, $"{orders}; ordering in general has changed of late");
        return new(view.OrderCount < ManyOrders ? ConfidenceLevel.Medium : ConfidenceLevel.High, orders);
    }
}
