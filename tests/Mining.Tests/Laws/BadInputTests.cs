using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Laws;

/// <summary>What every learner and clustering says of input it cannot learn from: always in words, never with half a model.</summary>
public sealed class BadInputTests
{
    static readonly RunContext s_run = new();

    public static TheoryData<string> Learners => [.. Learner.All.Select(learner => learner.Name)];

    public static TheoryData<string> Validating => [.. Learner.All.Select(learner => learner.Name).Where(name => name.StartsWith("boosting", StringComparison.Ordinal) || name.StartsWith("network", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_label_that_is_no_number_is_named_by_its_row(string name)
    {
        foreach (var label in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            Refused(name, data => data with { Labels = Put(data.Labels, label) }).ShouldStartWith($"The label of row 5 is {label}");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_weight_that_is_none_is_named_by_its_row(string name)
    {
        foreach (var weight in new[] { float.NaN, float.PositiveInfinity, -1 })
            Refused(name, data => data with { Weights = Put(Ones(data), weight) }).ShouldStartWith($"The weight of row 5 is {weight}");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Lengths_that_differ_are_told(string name)
    {
        Refused(name, data => data with { Labels = data.Labels[1..] }).ShouldContain("239 labels were given for 240 rows");
        Refused(name, data => data with { Weights = Ones(data)[1..] }).ShouldContain("239 weights were given for 240 rows");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void No_row_and_no_weight_at_all_are_refused(string name)
    {
        Refused(name, data => data with { Weights = new float[data.Labels.Length] }).ShouldContain("weight");
        Refused(name, data => data with { Features = new FeatureMatrix([], 0, LearnerRows.FeatureCount), Labels = [], Groups = data.Groups is null ? null : [] }).ShouldContain("row");
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void One_label_for_all_is_refused_where_classes_are_told_apart_and_else_the_answer(string name)
    {
        var learner = Learner.Of(name);
        var data = LearnerRows.Draw(learner.Labels);
        var same = data with { Labels = Ones(data) };

        if (learner.Labels is LabelKind.Binary or LabelKind.Classes && !name.StartsWith("tree", StringComparison.Ordinal) && name != "network, Multiclass")
            Should.Throw<ArgumentException>(() => learner.Fit(same, s_run)).Message.ShouldContain("class");
        else if (!name.StartsWith("network", StringComparison.Ordinal))
            learner.Fit(same, s_run).Answers([1, 1, 1, 1]).ShouldAllBe(answer => Math.Abs(answer - Math.Round(answer)) < 1e-9, "1, its logarithm 0, or shares 0 and 1");
    }

    [Theory]
    [MemberData(nameof(Validating))]
    public void Validation_rows_are_held_to_the_same(string name)
    {
        Refused(name, data => data with { Validation = data with { Features = data.Features.Select(0, 1) } }).ShouldContain("validation rows have 2 features");
        Refused(name, data => data with { Validation = data with { Labels = Put(data.Labels, float.NaN) } }).ShouldStartWith("The label of validation row 5 is NaN");
        Refused(name, data => data with { Validation = data with { Weights = Put(Ones(data), -1) } }).ShouldStartWith("The weight of validation row 5");
        Refused(name, data => data with { Validation = data with { Labels = data.Labels[1..] } }).ShouldContain("240 validation rows");
        Refused(name, data => data with { Validation = data with { Features = new FeatureMatrix([], 0, LearnerRows.FeatureCount), Labels = [] } }).ShouldContain("no validation row");
    }

    [Fact]
    public void A_class_that_only_validation_rows_have_is_refused()
    {
        foreach (var name in new[] { "boosting, Multiclass", "network, Multiclass" })
            Refused(name, data => data with { Validation = data with { Labels = Put(data.Labels, 7) } }).ShouldStartWith("The label of validation row 5 is 7; a class from 0 to 2");
        Refused("boosting, LambdaRank", data => data with { Validation = data with { Groups = null } }).ShouldContain("the number of validation rows of each list");
        Refused("boosting, LambdaRank", data => data with { Validation = data with { Groups = [3] } }).ShouldContain("3 validation rows");
    }

    [Fact]
    public void Monotone_constraints_that_cannot_be_kept_are_refused()
    {
        GradientBoostingOptions Constrained(TreeObjective objective) =>
            new() { Objective = objective, MonotoneConstraints = [0, 1], CategoricalFeatures = new HashSet<int> { 1 } };

        Should.Throw<ArgumentException>(() => Constrained(TreeObjective.Squared).Validate(2)).Message.ShouldContain("categorical");
        Should.Throw<ArgumentException>(() => (Constrained(TreeObjective.Quantile) with { CategoricalFeatures = new HashSet<int>() }).Validate(2)).Message.ShouldContain("Quantiles");
        (Constrained(TreeObjective.Squared) with { CategoricalFeatures = new HashSet<int> { 0 } }).Validate(2);
    }

    [Theory]
    [InlineData("RankCutoff")]
    [InlineData("MaxOneHot")]
    [InlineData("MaxCategoriesPerSplit")]
    [InlineData("CategorySmoothing")]
    [InlineData("CategoryL2")]
    [InlineData("MinRowsPerCategoryGroup")]
    public void A_setting_below_its_range_is_named(string setting)
    {
        var options = setting switch
        {
            "RankCutoff" => new GradientBoostingOptions { RankCutoff = 0 },
            "MaxOneHot" => new() { MaxOneHot = -1 },
            "MaxCategoriesPerSplit" => new() { MaxCategoriesPerSplit = 0 },
            "CategorySmoothing" => new() { CategorySmoothing = -1 },
            "CategoryL2" => new() { CategoryL2 = double.NaN },
            _ => new() { MinRowsPerCategoryGroup = 0 },
        };

        Should.Throw<ArgumentOutOfRangeException>(() => options.Validate(1)).ParamName.ShouldBe(setting);
    }

    [Theory]
    [InlineData("k-means")]
    [InlineData("mini-batches")]
    [InlineData("mixture")]
    [InlineData("fuzzy")]
    public void More_clusters_than_rows_and_values_that_are_none_are_refused(string method)
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 20).Select(_ => random.NextSingle()).ToArray();

        Should.Throw<ArgumentOutOfRangeException>(() => Cluster(method, new FeatureMatrix(values, 10, 2), 11)).ActualValue.ShouldBe(11);
        Should.Throw<ArgumentOutOfRangeException>(() => Cluster(method, new FeatureMatrix([], 0, 2), 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Cluster(method, new FeatureMatrix(values, 10, 2), 0));
        foreach (var broken in new[] { float.NaN, float.NegativeInfinity })
            Should.Throw<ArgumentException>(() => Cluster(method, new FeatureMatrix(Put(values, broken), 10, 2), 2)).Message.ShouldContain($"Feature 1 of row 2 is {broken}");
    }

    [Theory]
    [InlineData("k-means")]
    [InlineData("mini-batches")]
    [InlineData("mixture")]
    [InlineData("fuzzy")]
    public void Rows_that_are_all_equal_and_as_many_clusters_as_rows_are_clustered(string method)
    {
        Cluster(method, new FeatureMatrix([2, 3, 2, 3, 2, 3, 2, 3], 4, 2), 2).ShouldBe([2, 3], 1e-6);
        Cluster(method, new FeatureMatrix([5, 5], 1, 2), 1).ShouldBe([5, 5], 1e-6);
        Cluster(method, new FeatureMatrix([0, 0, 0, 9, 9, 0], 3, 2), 3).ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Dbscan_answers_no_row_with_no_label_and_names_a_broken_value()
    {
        Dbscan.Fit(new FeatureMatrix([], 0, 2), new DbscanOptions(), s_run).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => Dbscan.Fit(new FeatureMatrix([1, float.NaN], 1, 2), new DbscanOptions(), s_run)).Message.ShouldContain("Feature 1 of row 0");
    }

    /// <summary>The center of the first row's cluster.</summary>
    static double[] Cluster(string method, FeatureMatrix x, int count) => method switch
    {
        "k-means" => Center(KMeans.Fit(x, new KMeansOptions { ClusterCount = count }, s_run), x),
        "mini-batches" => Center(MiniBatchKMeans.Fit(x, new MiniBatchKMeansOptions { ClusterCount = count }, s_run), x),
        "fuzzy" => Center(FuzzyCMeans.Fit(x, new FuzzyCMeansOptions { ClusterCount = count }, s_run), x),
        _ => Mean(GaussianMixture.Fit(x, new GaussianMixtureOptions { ComponentCount = count }, s_run), x),
    };

    static double[] Center(KMeansModel model, FeatureMatrix x) => model.Center(model.Predict(x.Row(0))).ToArray();

    static double[] Mean(GaussianMixtureModel model, FeatureMatrix x) => model.Mean(model.Predict(x.Row(0))).ToArray();

    static string Refused(string name, Func<TrainingData, TrainingData> spoil)
    {
        var learner = Learner.Of(name);
        return Should.Throw<ArgumentException>(() => learner.Fit(spoil(LearnerRows.Draw(learner.Labels)), s_run)).Message;
    }

    static float[] Ones(TrainingData data) => [.. data.Labels.Select(_ => 1f)];

    static float[] Put(float[] values, float value)
    {
        var changed = (float[])values.Clone();
        changed[5] = value;
        return changed;
    }
}
