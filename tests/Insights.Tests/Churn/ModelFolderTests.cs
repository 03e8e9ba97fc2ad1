using System.Text;
using CrmInsights.Insights.Churn;

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
