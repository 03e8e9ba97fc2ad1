using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

/// <summary>Measures of the same rows by scikit-learn and SciPy (ScikitLearn/make.py) and by pROC, survival and R itself (R/make.R).</summary>
public sealed class PeerMetricsTests
{
    static readonly PeerFigures s_python = PeerFigures.Of("Metrics", "ScikitLearn"), s_r = PeerFigures.Of("Metrics", "R");
    static readonly double[] s_scores = s_python["scores"];
    static readonly float[] s_labels = s_python.Floats("labels"), s_grades = s_python.Floats("grades");

    [Fact]
    public void Measures_of_two_classes_are_those_of_scikit_learn()
    {
        BinaryMetrics.Auc(s_scores, s_labels).ShouldBe(s_python.Number("auc"), 1e-12);
        PrecisionRecall.Area(s_scores, s_labels).ShouldBe(s_python.Number("averagePrecision"), 1e-12);
        BinaryMetrics.LogLoss(s_scores, s_labels).ShouldBe(s_python.Number("logLoss"), 1e-12);
        BinaryMetrics.Brier(s_scores, s_labels).ShouldBe(s_python.Number("brier"), 1e-12);
        KolmogorovSmirnov.Separation(s_scores, s_labels).ShouldBe(s_python.Number("separation"), 1e-12);
        AdjustedRand.Of(s_python.Integers("grades"), s_python.Integers("labels")).ShouldBe(s_python.Number("adjustedRand"), 1e-12);
    }

    [Fact]
    public void A_reliability_chart_is_that_of_scikit_learn()
    {
        // On the edge of a bin the two differ: ours belongs to the bin above, scikit-learn's to the one below. No row lies there.
        var bins = BinaryMetrics.Reliability(s_python["spread"], s_labels);

        bins.Select(bin => bin.ObservedShare).ShouldBe(s_python["reliabilityObserved"], 1e-12);
        bins.Select(bin => bin.MeanPredicted).ShouldBe(s_python["reliabilityPredicted"], 1e-12);
    }

    [Theory]
    [InlineData("ndcg", int.MaxValue)]
    [InlineData("ndcg5", 5)]
    public void Ndcg_is_that_of_scikit_learn_with_ties_and_gains_of_two_to_the_grade(string name, int cutoff)
    {
        var groups = s_python.Integers("groups");
        var means = s_python[name].Append(1).Average();      // scikit-learn refuses a list of one row, whose order cannot be wrong

        RankingMetrics.MeanNdcg(s_scores, s_grades, groups, cutoff).ShouldBe(means, 1e-12);
    }

    [Fact]
    public void Errors_and_deviances_are_those_of_scikit_learn()
    {
        double[] predictions = s_python["predictions"];
        float[] amounts = s_python.Floats("amounts"), counts = s_python.Floats("counts");

        RegressionMetrics.MeanAbsoluteError(predictions, amounts).ShouldBe(s_python.Number("mae"), 1e-12);
        RegressionMetrics.RootMeanSquaredError(predictions, amounts).ShouldBe(s_python.Number("rmse"), 1e-12);
        RegressionMetrics.PoissonDeviance(predictions, counts).ShouldBe(s_python.Number("poisson"), 1e-12);
        RegressionMetrics.GammaDeviance(predictions, amounts).ShouldBe(s_python.Number("gamma"), 1e-12);
        RegressionMetrics.PinballLoss(predictions, amounts, 0.8).ShouldBe(s_python.Number("pinball"), 1e-12);
    }

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(1, 1e-9)]
    [InlineData(2, 2e-3)]                                    // beyond the exact limit: Stephens' correction against SciPy's asymptotic series
    public void Two_samples_drift_as_SciPy_says(int sample, double tolerance)
    {
        var test = KolmogorovSmirnov.Test(s_python[$"drift{sample}First"], s_python[$"drift{sample}Second"]);

        test.Statistic.ShouldBe(s_python[$"drift{sample}"][0], 1e-12);
        test.PValue.ShouldBe(s_python[$"drift{sample}"][1], tolerance);
    }

    [Fact]
    public void Two_samples_with_ties_drift_as_R_says()
    {
        var test = KolmogorovSmirnov.Test(Rounded("drift0First"), Rounded("drift0Second"));

        test.Statistic.ShouldBe(s_r["tied"][0], 1e-12);
        test.PValue.ShouldBe(s_r["tied"][1], 1e-9);

        static double[] Rounded(string name) => Array.ConvertAll(s_python[name], value => Math.Round(value, 1));
    }

    [Fact]
    public void Chi_square_is_that_of_SciPy()
    {
        var test = ChiSquareDrift.Test([31, 8, 60, 12], [22, 19, 41, 30]);

        test.Statistic.ShouldBe(s_python["chiSquare"][0], 1e-10);
        test.PValue.ShouldBe(s_python["chiSquare"][1], 1e-12);
    }

    [Fact]
    public void DeLongs_variance_interval_and_paired_test_are_those_of_pROC()
    {
        var one = DeLong.Auc(s_scores, s_labels);
        var difference = DeLong.Difference(s_scores, s_r["second"], s_labels);

        one.Value.ShouldBe(s_r.Number("auc"), 1e-12);
        (one.StandardError * one.StandardError).ShouldBe(s_r.Number("variance"), 1e-14);
        one.Low.ShouldBe(s_r["interval"][0], 1e-9);
        one.High.ShouldBe(s_r["interval"][1], 1e-9);
        difference.Value.ShouldBe(s_r.Number("difference"), 1e-12);
        (difference.Value / difference.StandardError).ShouldBe(s_r.Number("z"), 1e-9);
        difference.PValue.ShouldBe(s_r.Number("p"), 1e-7, "the normal distribution is approximated to 1e-7");
    }

    [Fact]
    public void Concordance_is_that_of_survival() =>
        Concordance.Of(s_scores, s_r["time"], Array.ConvertAll(s_r["event"], value => value == 1)).ShouldBe(s_r.Number("concordance"), 1e-12);
}
