using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Lifecycle.Internals;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Lifecycle;

/// <summary>Tells the stage of a customer by fuzzy rules (docs/models.md). All it learns is how long a gap between orders usually is.</summary>
/// <param name="TypicalGapDays">Median gap between order days of all customers, open gaps censored.</param>
public sealed record LifecycleModel(double TypicalGapDays)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "lifecycle.json";

    const double WithoutGaps = 90;
    const double Hysteresis = 0.1;
    const int MostDaysBack = 730;

    /// <summary>Learns from the orders up to <paramref name="now"/>.</summary>
    public static LifecycleModel Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now)
    {
        var gaps = new GapSample();
        foreach (var customer in Population.ToLearnFrom(customers, now)) gaps.Add(customer, now);
        var median = gaps.IsEmpty ? null : KaplanMeier.Fit([.. gaps.Durations], [.. gaps.Closed]).Quantile(0.5);
        return new LifecycleModel(Math.Clamp(median ?? WithoutGaps, 1, ChurnHorizon.LongestDays));
    }

    /// <summary>The stage at a moment; null for a customer who may not be profiled.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="assessment">What churn says of the same moment.</param>
    /// <param name="former">What was said last; null where nothing was.</param>
    /// <param name="now">The moment; orders after it are not looked at.</param>
    public LifecycleAssessment? Assess(StagedCustomer customer, ChurnAssessment assessment, FormerStage? former, DateTimeOffset now)
    {
        if (!Population.MayBeProfiled(customer.History)) return null;
        var evidence = StageEvidence.Of(customer, TypicalGapDays, now);
        if (evidence is null) return new LifecycleAssessment(LifecycleStage.Prospect, Created(customer.History, now), StageRules.Only(LifecycleStage.Prospect), "No order yet");

        var degrees = StageRules.Degrees(evidence, StageRules.Allowed(assessment.Band, evidence));
        var best = StageRules.Best(degrees);
        var stage = former is { } kept && degrees[best] - degrees[kept.Stage] < Hysteresis && degrees[kept.Stage] > 0 ? kept.Stage : best;
        var changedOn = former is { } same && same.Stage == stage ? same.ChangedOn : Crossing(customer, stage, former, now);
        return new LifecycleAssessment(stage, changedOn, degrees, StageWords.Of(evidence, stage, assessment.Band));
    }

    /// <summary>The model as one file.</summary>
    public byte[] ToBytes() => StrictFile.Write(new LifecycleFile { TypicalGapDays = TypicalGapDays });

    /// <summary>The model in the folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version; the message names the place.</exception>
    public static LifecycleModel Read(IReadOnlyDictionary<string, byte[]> files) => StrictFile.Read<LifecycleFile>(files, FileName).ToModel();

    /// <summary>
    /// The first day since which the orders alone have spoken for the stage. A stage that only the churn score forced has no such day; then
    /// it is today.
    /// </summary>
    DateOnly Crossing(StagedCustomer customer, LifecycleStage stage, FormerStage? former, DateTimeOffset now)
    {
        if (!IsAt(customer, stage, now)) return PurchaseView.DayOf(now);
        var first = customer.History.Orders[0].OrderedOn;
        var earliest = Math.Min(MostDaysBack, (int)(now - first).TotalDays);
        if (former is { } known) earliest = Math.Clamp(PurchaseView.DayOf(now).DayNumber - known.ChangedOn.DayNumber - 1, 0, earliest);
        var (holds, step) = (0, 7);
        while (holds + step <= earliest && IsAt(customer, stage, now.AddDays(-holds - step))) holds += step;
        for (step = 6; step > 0; step--)
            if (holds + step <= earliest && IsAt(customer, stage, now.AddDays(-holds - step))) return PurchaseView.DayOf(now.AddDays(-holds - step));
        return PurchaseView.DayOf(now.AddDays(-holds));
    }

    bool IsAt(StagedCustomer customer, LifecycleStage stage, DateTimeOffset day) =>
        StageEvidence.Of(customer, TypicalGapDays, day) is { } evidence && StageRules.Best(StageRules.Degrees(evidence, StageRules.Allowed(null, evidence))) == stage;

    static DateOnly Created(CustomerHistory history, DateTimeOffset now) => PurchaseView.DayOf(history.CreatedOn is { } on && on < now ? on : now);
}
