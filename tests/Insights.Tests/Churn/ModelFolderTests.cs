using System.Text;
using CrmInsights.Insights.Churn;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ModelFolderTests
{
    static readonly ChurnModel s_model = TrainedModel.Random(4) with { Warnings = ["The order rate jumped."] };

    [Fact]
    public void A_model_survives_writing_and_reading()
    {
        var read = ModelFolder.Read(ModelFolder.Write(s_model));

        (read.Version, read.TrainedOn, read.HorizonDays, read.DataFrom, read.DataUntil)
            .ShouldBe((s_model.Version, s_model.TrainedOn, s_model.HorizonDays, s_model.DataFrom, s_model.DataUntil));
        read.Warnings.ShouldBe(s_model.Warnings);
        var row = TrainedModel.Row(new Random(1));
        read.Calibrator.Probability(read.Function.Margin(row)).ShouldBe(s_model.Calibrator.Probability(s_model.Function.Margin(row)));
    }

    [Fact]
    public void Trees_survive_writing_and_reading_as_LightGBM_text()
    {
        var model = TrainedModel.RandomTrees(4);
        var files = ModelFolder.Write(model);

        var read = ModelFolder.Read(files);

        Encoding.UTF8.GetString(files[ModelFolder.TreesName]).ShouldStartWith("tree\n");
        var (random, expected, actual) = (new Random(1), new double[ChurnFeatures.All.Count], new double[ChurnFeatures.All.Count]);
        for (var trial = 0; trial < 50; trial++)
        {
            var row = TrainedModel.Row(random);
            read.Function.Margin(row).ShouldBe(model.Function.Margin(row));
            model.Function.Explain(row, expected);
            read.Function.Explain(row, actual);
            actual.ShouldBe(expected);
        }
    }

    [Fact]
    public void An_own_model_of_trees_may_use_some_features_in_any_order_and_bring_no_calibrator()
    {
        var random = new Random(9);
        float[] values = [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())];
        var data = new TrainingData { Features = new FeatureMatrix(values, 300, 2), Labels = [.. Enumerable.Range(0, 300).Select(row => values[2 * row] > 0.5f ? 1f : 0f)] };
        var trees = GradientBoosting.Fit(data, new GradientBoostingOptions { TreeCount = 3, LeafCount = 3 }, new RunContext());
        using var text = new MemoryStream();
        trees.Save(text);
        var json = """
            { "format": "crminsights-churn", "formatVersion": 1, "version": "mine", "objective": "binary", "trainedOn": "2026-05-01T00:00:00Z", "horizonDays": 90,
              "dataFrom": "2024-01-01T00:00:00Z", "dataUntil": "2026-01-01T00:00:00Z", "warnings": [],
              "features": [ { "name": "tenure.days", "version": 1, "knownFrom": "OrderDate" }, { "name": "recency.log", "version": 1, "knownFrom": "OrderDate" } ] }
            """;

        var own = ModelFolder.ReadOwn("notebook", new Dictionary<string, byte[]> { [ModelFolder.FileName] = Encoding.UTF8.GetBytes(json), [ModelFolder.TreesName] = text.ToArray() });

        own.Calibrator.ShouldBeNull();
        var row = TrainedModel.Row(random);
        var place = (string name) => ChurnFeatures.All.Index().Single(entry => entry.Item.Name == name).Index;
        own.Function.Margin(row).ShouldBe(trees.PredictMargin([row[place("tenure.days")], row[place("recency.log")]]));
        var shares = new double[row.Length];
        own.Function.Explain(row, shares);
        (own.Function.BaseMargin + shares.Sum()).ShouldBe(own.Function.Margin(row), 1e-9);
        shares.Index().Where(share => share.Item != 0).Select(share => share.Index).ShouldBeSubsetOf([place("tenure.days"), place("recency.log")]);
    }

    [Theory]
    [InlineData("tree\n", "stump\n", "model.txt")]
    [InlineData("leaf_value=", "leaf_values=", "model.txt")]
    public void Refuses_damaged_trees_and_names_the_file(string found, string put, string place)
    {
        var files = new Dictionary<string, byte[]>(ModelFolder.Write(TrainedModel.RandomTrees(4)));
        var text = Encoding.UTF8.GetString(files[ModelFolder.TreesName]);
        text.ShouldContain(found);
        files[ModelFolder.TreesName] = Encoding.UTF8.GetBytes(text.Replace(found, put, StringComparison.Ordinal));

        Should.Throw<InvalidDataException>(() => ModelFolder.Read(files)).Message.ShouldContain(place);
        files.Remove(ModelFolder.TreesName);
        Should.Throw<InvalidDataException>(() => ModelFolder.Read(files)).Message.ShouldBe("model.json, linear: found nothing, expected a regression, or trees in model.txt.");
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "formatVersion: found 2, expected 1")]
    [InlineData("\"crminsights-churn\"", "\"lightgbm\"", "format: found lightgbm")]
    [InlineData("\"binary\"", "\"poisson\"", "objective: found poisson")]
    [InlineData("\"horizonDays\": 90", "\"horizonDays\": 9000", "horizonDays: found 9000")]
    [InlineData("\"horizonDays\": 90", "\"horizonDays\": \"90\"", "$.horizonDays")]
    [InlineData("\"horizonDays\"", "\"horizon\"", "horizon")]
    [InlineData("\"name\": \"recency.log\"", "\"name\": \"recency.age\"", "features[1]: found recency.age version 1")]
    [InlineData("\"slopeLow\"", "\"slope\"", "calibrator")]
    [InlineData("\"weights\": [", "\"weights\": [1,", "linear")]
    [InlineData("\"dataUntil\": \"2026", "\"dataUntil\": \"2036", "dataUntil")]
    public void Refuses_a_damaged_file_and_names_the_place(string found, string put, string place)
    {
        var text = Encoding.UTF8.GetString(ModelFolder.Write(s_model)[ModelFolder.FileName]);
        text.ShouldContain(found);

        Should.Throw<InvalidDataException>(() => Read(text.Replace(found, put, StringComparison.Ordinal))).Message.ShouldContain(place);
    }

    [Fact]
    public void Refuses_a_feature_that_is_computed_differently_now()
    {
        var text = Encoding.UTF8.GetString(ModelFolder.Write(s_model)[ModelFolder.FileName]);
        var older = text.Replace("\"name\": \"amount.last\",\n      \"version\": 1", "\"name\": \"amount.last\",\n      \"version\": 0", StringComparison.Ordinal);
        older.ShouldNotBe(text);

        Should.Throw<InvalidDataException>(() => Read(older)).Message.ShouldContain("amount.last version 0 (OrderDate), expected amount.last version 1 (OrderDate); train the model again");
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        var bytes = ModelFolder.Write(s_model)[ModelFolder.FileName];
        for (var length = 0; length < bytes.Length - 1; length += 7)
            Should.Throw<InvalidDataException>(() => ModelFolder.Read(new Dictionary<string, byte[]> { [ModelFolder.FileName] = bytes[..length] }));
    }

    [Fact]
    public void Says_which_file_is_missing() =>
        Should.Throw<InvalidDataException>(() => ModelFolder.Read(new Dictionary<string, byte[]> { ["model.txt"] = [] }))
            .Message.ShouldBe("The model folder holds model.txt; model.json was expected.");

    static ChurnModel Read(string text) => ModelFolder.Read(new Dictionary<string, byte[]> { [ModelFolder.FileName] = Encoding.UTF8.GetBytes(text) });
}
