using System.Globalization;


namespace CrmInsights.Mining.Trees.Internals;

/// <summary>What LightGBM's text format says of a model before its trees.</summary>
/// <param name="ObjectiveText">The objective as the format spells it, e.g. <c>binary sigmoid:1</c>.</param>
/// <param name="FeatureNames">One name a feature.</param>
/// <param name="FeatureInfos">One value range a feature: <c>[low:high]</c>, categories <c>0:3:7</c>, or <c>none</c>.</param>
sealed record EnsembleHeader(string ObjectiveText, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> FeatureInfos)
{
    public static EnsembleHeader Of(GradientBoostingOptions options, int outputCount, FeatureBins[] features) => new(
        ObjectiveOf(options, outputCount),
        [.. Enumerable.Range(0, features.Length).Select(feature => string.Create(CultureInfo.InvariantCulture, $"Column_{feature}"))],
        [.. features.Select(InfoOf)]);

    static string ObjectiveOf(GradientBoostingOptions options, int outputCount) => options.Objective switch
    {
        TreeObjective.Binary => "binary sigmoid:1",
        TreeObjective.Multiclass => string.Create(CultureInfo.InvariantCulture, $"multiclass num_class:{outputCount}"),
        TreeObjective.Squared => "regression",
        TreeObjective.Poisson => "poisson",
        TreeObjective.Tweedie => string.Create(CultureInfo.InvariantCulture, $"tweedie tweedie_variance_power:{options.TweediePower}"),
        TreeObjective.Quantile => string.Create(CultureInfo.InvariantCulture, $"quantile alpha:{options.Quantile}"),
        _ => "lambdarank",
    };

    static string InfoOf(FeatureBins bins)
    {
        if (!bins.CanSplit) return "none";
        if (bins.IsCategorical) return string.Join(':', bins.Categories.Select(category => category.ToString(CultureInfo.InvariantCulture)));
        var low = bins.UpperBounds.Length > 1 ? bins.UpperBounds[0] : 0;
        var high = bins.UpperBounds.Length > 1 ? bins.UpperBounds[^2] : 0;
        return string.Create(CultureInfo.InvariantCulture, $"[{low:R}:{high:R}]");
    }
}
