namespace CrmInsights.Mining.Tests.Trees;

public sealed class LightGbmTextTests
{
    [Fact]
    public void A_model_survives_saving_and_loading_bit_by_bit()
    {
        var data = TreeData.Binary(3_000, seed: 31);
        var model = TreeData.Fit(data);

        var loaded = TreeData.Parse(TreeData.Text(model));

        for (var row = 0; row < 500; row++)
            loaded.PredictMargin(data.Features.Row(row)).ShouldBe(model.PredictMargin(data.Features.Row(row)));
        TreeData.Text(loaded).ShouldBe(TreeData.Text(model));
    }

    /// <summary>A tree written by hand after the format's rules: x0 &lt;= 1.5, missing as NaN to the left; then category {1, 33} of x1.</summary>
    const string ByHand = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=1
        objective=binary sigmoid:1
        feature_names=a b
        feature_infos=[0:3] 1:33
        tree_sizes=1

        Tree=0
        num_leaves=3
        num_cat=1
        split_feature=0 1
        split_gain=1 1
        threshold=1.5 0
        decision_type=10 1
        left_child=-1 -2
        right_child=1 -3
        leaf_value=0.5 1 -1
        leaf_weight=1 1 1
        leaf_count=4 3 3
        internal_value=0 0
        internal_weight=0 0
        internal_count=10 6
        cat_boundaries=0 2
        cat_threshold=2 2
        is_linear=0
        shrinkage=1


        end of trees

        """;

    [Theory]
    [InlineData(1.5f, 0f, 0.5)]
    [InlineData(float.NaN, 0f, 0.5)]
    [InlineData(2f, 1f, 1.0)]
    [InlineData(2f, 33f, 1.0)]
    [InlineData(2f, 2f, -1.0)]
    [InlineData(2f, 64f, -1.0)]
    [InlineData(2f, -1f, -1.0)]
    [InlineData(2f, float.NaN, -1.0)]
    public void A_model_written_by_hand_scores_as_the_format_says(float a, float b, double margin) =>
        TreeData.Parse(ByHand).PredictMargin([a, b]).ShouldBe(margin);

    [Theory]
    [InlineData(4, 1.0)]              // missing zero, default right
    [InlineData(6, 0.5)]              // missing zero, default left
    public void Zero_as_missing_goes_the_default_way(int decision, double margin)
    {
        var text = ByHand.Replace("decision_type=10 1", $"decision_type={decision} 1", StringComparison.Ordinal);

        TreeData.Parse(text).PredictMargin([0f, 1f]).ShouldBe(margin);
    }

    [Theory]
    [InlineData("num_leaves=3", "num_leaves=4", "split_feature")]
    [InlineData("split_feature=0 1", "split_feature=0 7", "split_feature")]
    [InlineData("left_child=-1 -2", "left_child=-1 0", "reached twice")]
    [InlineData("right_child=1 -3", "right_child=-3 -3", "not reached")]
    [InlineData("threshold=1.5 0", "threshold=1.5 1", "category set")]
    [InlineData("threshold=1.5 0", "threshold=abc 0", "threshold")]
    [InlineData("leaf_value=0.5 1 -1", "leaf_value=0.5 nan -1", "leaf_value")]
    [InlineData("cat_boundaries=0 2", "cat_boundaries=0 9", "cat_threshold")]
    [InlineData("is_linear=0", "is_linear=1", "linear")]
    [InlineData("version=v4", "version=v9", "version")]
    [InlineData("end of trees", "", "end of trees")]
    [InlineData("max_feature_idx=1", "max_feature_idx=99999999999", "max_feature_idx")]
    public void A_damaged_model_is_refused_and_the_place_is_named(string found, string put, string named) =>
        Should.Throw<InvalidDataException>(() => TreeData.Parse(ByHand.Replace(found, put, StringComparison.Ordinal))).Message.ShouldContain(named);

    [Fact]
    public void A_model_cut_off_anywhere_is_refused()
    {
        var text = TreeData.Text(TreeData.Fit(TreeData.Binary(300, seed: 32), TreeData.Options(3, 4)));
        var end = text.IndexOf("end of trees", StringComparison.Ordinal);

        for (var length = 0; length < end; length += 37)
            Should.Throw<InvalidDataException>(() => TreeData.Parse(text[..length]));
    }
}
