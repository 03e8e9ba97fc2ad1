using System.Globalization;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Insights.Profiles.Internals;
using CrmInsights.Insights.Segments;
using CrmInsights.Insights.Value;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Profiles;

/// <summary>All models beside churn, trained together and kept in one folder. Immutable and thread-safe.</summary>
public sealed record InsightModels
{
    /// <summary>The date of the data and a fingerprint: the same data give the same version.</summary>
    public required string Version { get; init; }
    /// <summary>The end of the data (UTC).</summary>
    public required DateTimeOffset TrainedOn { get; init; }
    /// <summary>What was chosen and what is missing, in plain words for the admin.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }
    /// <summary>How offers are found.</summary>
    public required OfferModel Offers { get; init; }
    /// <summary>The stages.</summary>
    public required LifecycleModel Lifecycle { get; init; }
    /// <summary>The segments; null where the data hold no stable ones.</summary>
    public SegmentModel? Segments { get; init; }
    /// <summary>Activity and value; null where there was too little data.</summary>
    public ValueModel? Value { get; init; }

    /// <summary>Trains everything on the orders up to <paramref name="now"/>. Too little data for a part leaves that part out and says so.</summary>
    /// <param name="customers">All customers; those who may not be profiled are left out here.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="past">Settings, and the models so far, whose segments keep their numbers.</param>
    /// <param name="run">Threads, progress and cancellation; the result does not depend on the threads.</param>
    public static InsightModels Train(
        IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, (InsightSettings Settings, InsightModels? Former) past, RunContext run)
    {
        var offers = OfferModel.Train(customers, now, past.Settings.Offers, run);
        run.Report(1, 4);
        var value = ValueTrainer.Train(customers, now, past.Settings.Value, run);
        run.Report(2, 4);
        var segments = SegmentTrainer.Train(customers, now, past.Former?.Segments, run);
        run.Report(3, 4);
        var models = new InsightModels
        {
            Version = "",
            TrainedOn = now,
            Sentences = [.. segments.Sentences, .. value.Sentences, OfferSentence(offers)],
            Offers = offers,
            Lifecycle = LifecycleModel.Train(customers, now),
            Segments = segments.Model,
            Value = value.Model,
        };
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return models with { Version = $"{day}.{StrictFile.Fingerprint(InsightFolder.Parts(models))}" };
    }

    /// <summary>The files of the folder, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Write() => InsightFolder.Write(this);

    /// <summary>The models in the files.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or of another version; the message names the place.</exception>
    public static InsightModels Read(IReadOnlyDictionary<string, byte[]> files) => InsightFolder.Read(files);

    /// <summary>Everything that is to be said of a customer; empty for one who may not be profiled.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="assessment">What churn says of the same moment.</param>
    /// <param name="context">Moment, products, refusals and the former stage.</param>
    public CustomerProfile Profile(CustomerHistory history, ChurnAssessment assessment, ProfileContext context)
    {
        if (!Population.MayBeProfiled(history)) return CustomerProfile.Empty;
        OrderSoon? soon = assessment is { Probability: { } leaves, HorizonDays: { } days } ? new OrderSoon(1 - leaves, days) : null;
        var value = Value?.Value(history, context.Products, soon, context.Now);
        var staged = new StagedCustomer(history, at => at == context.Now ? value?.Alive : Value?.Alive(history, at));
        var stage = Lifecycle.Assess(staged, assessment, context.FormerStage, context.Now);
        var segment = Segments?.Assign(history, context.Now);
        return new CustomerProfile
        {
            Segment = segment is null ? null : new ProfileSegment(segment.Segment.Id, segment.Segment.Name, Math.Round(segment.Fit, 4)),
            Stage = stage is null ? null : new ProfileStage(stage.Stage, stage.ChangedOn, stage.Reason),
            Value = value is null ? null : value with { Alive = value.Alive is { } alive ? Math.Round(alive, 4) : null },
            Offers = Offers.Offer(history, new OfferEligibility(context.Products) { Refusals = context.Refusals }, context.Now),
        };
    }

    static string OfferSentence(OfferModel offers)
    {
        var rules = offers.Rules.Count == 0 ? "no rule holds beyond chance" : $"{offers.Rules.Count} rules hold beyond chance and say more than shorter ones";
        return $"Offers: {rules}. {ContestWords.Verdict(offers)}";
    }
}
