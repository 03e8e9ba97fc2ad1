using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>The models that the hold-out window chose, fitted to all customers, and whether they show that customers leave.</summary>
sealed record PurchaseFit(PurchaseModelKind Kind, PurchaseModel Model, PurchaseModelKind KindWithoutRepeat, PurchaseModel WithoutRepeat)
{
    // Twice the gain in log-likelihood by the two parameters of leaving is chi-square distributed with at most two degrees of freedom where nobody
    // leaves (at most, because nobody leaving lies at the edge of what the parameters can say); its 99.9 % point is -2 ln 0.001.
    static readonly double s_beyondChance = -2 * Math.Log(0.001);

    public GammaGammaModel? Spend { get; private init; }
    public required double MeanSpend { get; init; }
    public required bool TellsActivity { get; init; }

    public static PurchaseFit Of(IReadOnlyList<PurchaseModelScore> scores, PurchaseSample all, RunContext run)
    {
        var summaries = new PurchaseSummaries(all.Summaries);
        var kind = scores.MaxBy(score => score.LogLikelihood)!.Kind;
        var other = scores.Where(score => score.Kind != PurchaseModelKind.BgNbd).MaxBy(score => score.LogLikelihood)!.Kind;
        var model = PurchaseModels.Fit(kind, summaries, run);
        var withoutRepeat = other == kind ? model : PurchaseModels.Fit(other, summaries, run);
        var nobodyLeaves = Nbd.Fit(summaries, new PurchaseModelOptions(), run).Fit.LogLikelihood;
        return new PurchaseFit(kind, model, other, withoutRepeat)
        {
            Spend = all.Summaries.Count(summary => summary is { Frequency: > 0, MeanSpend: > 0 }) < 2 ? null : GammaGamma.Fit(summaries, new PurchaseModelOptions(), run),
            MeanSpend = all.MeanSpend,
            TellsActivity = new[] { model, withoutRepeat }.All(fitted => 2 * (fitted.Fit.LogLikelihood - nobodyLeaves) > s_beyondChance),
        };
    }
}
