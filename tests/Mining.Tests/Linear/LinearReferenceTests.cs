using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>
/// Weights and standard errors to 1e-6 of figures computed in 50 decimal digits by reference.py beside this file (Python 3.11). Those of Spector and Mazzeo are, to all 11 digits,
/// the ones statsmodels is tested against (its results_discrete.py, made by Stata); the others extend what R prints.
/// </summary>
public sealed class LinearReferenceTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Logistic_regression_agrees_on_Challenger() =>
        Agrees(Logistic(Published.Challenger()), [15.0429016477, -0.232162744219], [7.37863638492, 0.108236521649]);

    [Fact]
    public void Logistic_regression_agrees_on_Spector_and_Mazzeo() =>
        Agrees(Logistic(Published.SpectorMazzeo()), [-13.0213483201, 2.82611297201, 0.0951576702559, 2.37868772836], [4.93132462872, 1.26294114526, 0.141554207663, 1.06456430165]);

    [Fact]
    public void Linear_regression_agrees_on_Spector_and_Mazzeo() =>
        Agrees(Fit(LinearFamily.Gaussian, Published.SpectorMazzeo()), [-1.49801727581, 0.463851725616, 0.010495122865, 0.378554781744], [0.523888618158, 0.161956345489, 0.0194828528653, 0.139172736464]);

    [Fact]
    public void Poisson_regression_agrees_on_warp_breaks() =>
        Agrees(Fit(LinearFamily.Poisson, PublishedRegressions.WarpBreaks()), [3.69196314494, -0.205988442639, -0.321320431601, -0.518488496512], [0.0454107943428, 0.0515712427837, 0.0602659166955, 0.0639595193959]);

    [Fact]
    public void Gamma_regression_agrees_on_clotting_times() =>
        Agrees(Fit(LinearFamily.Gamma, PublishedRegressions.Clotting()), [5.50323023817, -0.601917667108], [0.190300926101, 0.0553078026777]);

    [Fact]
    public void Elastic_nets_agree_with_coordinate_descent_in_50_digits()
    {
        Agrees(LogisticRegression.Fit(Published.SpectorMazzeo(), new LogisticRegressionOptions { L1 = 0.05, L2 = 0.02 }, s_run), [-7.27379790796, 1.70338801749, 0.0272825144825, 1.2979845572], []);
        Agrees(GeneralizedRegression.Fit(PublishedRegressions.WarpBreaks(), new GeneralizedRegressionOptions { Family = LinearFamily.Poisson, L1 = 0.5, L2 = 0.3 }, s_run),
            [3.63131178048, -0.168339111865, -0.249454777576, -0.438875413886], []);
    }

    static LinearModel Logistic(TrainingData data) => LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run);

    static LinearModel Fit(LinearFamily family, TrainingData data) => GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions { Family = family }, s_run);

    static void Agrees(LinearModel model, double[] weights, double[] errors)
    {
        double[] found = [model.Intercept, .. model.Weights];
        for (var weight = 0; weight < weights.Length; weight++) found[weight].ShouldBe(weights[weight], 1e-6 * Math.Max(1e-2, Math.Abs(weights[weight])));
        model.StandardErrors.Count.ShouldBe(errors.Length);
        for (var weight = 0; weight < errors.Length; weight++) model.StandardErrors[weight].ShouldBe(errors[weight], 1e-6 * errors[weight]);
    }
}
