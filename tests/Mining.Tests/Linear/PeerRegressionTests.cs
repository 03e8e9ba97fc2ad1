using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>Fits of the same rows by R's glm and glmnet (R/make.R) and by statsmodels (Statsmodels/make.py).</summary>
public sealed class PeerRegressionTests
{
    static readonly PeerFigures s_r = PeerFigures.Of("Linear", "R"), s_python = PeerFigures.Of("Linear", "Statsmodels");
    static readonly RunContext s_run = new();

    public static TheoryData<string> Families => ["gaussian", "binomial", "poisson", "Gamma"];

    public static TheoryData<string, double, double> Paths()
    {
        var paths = new TheoryData<string, double, double>();
        foreach (var family in new[] { "gaussian", "binomial", "poisson" })
            foreach (var alpha in new[] { 1, 0.4, 0 })
                foreach (var lambda in new[] { 0.3, 0.1, 0.03, 0.01 }) paths.Add(family, alpha, lambda);
        return paths;
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Weights_errors_and_deviances_are_those_of_glm(string family)
    {
        foreach (var isWeighted in new[] { false, true })
        {
            var model = Fit(family, isWeighted);
            var name = isWeighted ? $"{family}Weighted" : family;

            Near(Weights(model), s_r[name]);
            Near([.. model.StandardErrors], s_r[$"{name}Errors"]);
            Near([model.Dispersion, model.Deviance, model.NullDeviance], s_r[$"{name}Spread"]);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Weights_errors_intervals_and_means_are_those_of_statsmodels(string family)
    {
        var model = Fit(family, isWeighted: false);
        var rows = Data(family, isWeighted: false).Features;

        Near(Weights(model), s_python[family]);
        Near([.. model.StandardErrors], s_python[$"{family}Errors"]);
        Near([.. model.Intervals().SelectMany(interval => new[] { interval.Low, interval.High })], s_python[$"{family}Intervals"]);
        Near([.. Enumerable.Range(0, 10).Select(row => model.Predict(rows.Row(row)))], s_python[$"{family}Means"]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Penalised_weights_are_those_of_glmnet(string family, double alpha, double lambda)
    {
        var model = Fit(family, isWeighted: true, (lambda * alpha, lambda * (1 - alpha)));

        var expected = s_r[FormattableString.Invariant($"{family}Path{alpha}/{lambda}")];
        Near(Weights(model), expected);
        for (var feature = 1; feature < expected.Length; feature++) (model.Weights[feature - 1] == 0).ShouldBe(expected[feature] == 0, $"feature {feature - 1}");
    }

    static double[] Weights(LinearModel model) => [model.Intercept, .. model.Weights];

    static LinearModel Fit(string family, bool isWeighted, (double L1, double L2) penalty = default) => family == "binomial"
        ? LogisticRegression.Fit(Data(family, isWeighted), new LogisticRegressionOptions { L1 = penalty.L1, L2 = penalty.L2 }, s_run)
        : GeneralizedRegression.Fit(Data(family, isWeighted), new GeneralizedRegressionOptions { Family = Enum.Parse<LinearFamily>(family, ignoreCase: true), L1 = penalty.L1, L2 = penalty.L2 }, s_run);

    static TrainingData Data(string family, bool isWeighted) =>
        new() { Features = s_r.Rows("x", 5), Labels = s_r.Floats($"{family}Labels"), Weights = isWeighted ? s_r.Floats("weights") : null };

    static void Near(double[] found, double[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        for (var i = 0; i < found.Length; i++) found[i].ShouldBe(expected[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"figure {i}");
    }
}
