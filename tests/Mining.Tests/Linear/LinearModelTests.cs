using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

public sealed class LinearModelTests
{
    static readonly LinearModel s_model = LogisticRegression.Fit(Published.SpectorMazzeo(), new LogisticRegressionOptions(), new RunContext());

    [Fact]
    public void Shares_add_up_to_the_margin()
    {
        var random = new Random(1);
        var shares = new double[3];
        for (var trial = 0; trial < 100; trial++)
        {
            float[] row = [random.NextSingle() * 4, trial % 5 == 0 ? float.NaN : random.Next(30), random.Next(2)];
            s_model.Explain(row, shares);
            (s_model.BaseMargin + shares.Sum()).ShouldBe(s_model.Margin(row), 1e-12);
        }
    }

    [Fact]
    public void Predicts_a_batch_as_it_predicts_rows()
    {
        var rows = Published.SpectorMazzeo().Features;
        var batch = new double[32];

        s_model.Predict(rows, batch);

        for (var row = 0; row < 32; row++) batch[row].ShouldBe(s_model.Predict(rows.Row(row)));
    }

    [Fact]
    public void Survives_saving_and_loading_to_the_last_bit()
    {
        var loaded = LinearModel.Load(new MemoryStream(Saved()));

        loaded.Intercept.ShouldBe(s_model.Intercept);
        loaded.Weights.ToArray().ShouldBe(s_model.Weights.ToArray());
        loaded.Means.ToArray().ShouldBe(s_model.Means.ToArray());
        loaded.StandardErrors.ShouldBe(s_model.StandardErrors);
        loaded.Converged.ShouldBe(s_model.Converged);
    }

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 1", "version")]
    [InlineData("Logistic", "Probit", "family")]
    [InlineData("crminsights-linear", "something-else", "format")]
    [InlineData("\"intercept\"", "\"interception\"", "intercept")]
    [InlineData("\"converged\": true", "\"converged\": 1", "converged")]
    [InlineData("\"converged\": true", "\"converged\": true, \"extra\": 1", "extra")]
    [InlineData("\"weights\": [", "\"weights\": [null,", "weights")]
    [InlineData("\"weights\": [", "\"weights\": [1,", "means")]
    [InlineData("{", "[{", "JSON")]
    public void Refuses_a_damaged_file_and_names_the_place(string found, string put, string place)
    {
        var damaged = Encoding.UTF8.GetString(Saved()).Replace(found, put, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => LinearModel.Load(new MemoryStream(Encoding.UTF8.GetBytes(damaged)))).Message.ShouldContain(place);
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        var saved = Saved();
        for (var length = 0; length < saved.Length - 1; length++)
            Should.Throw<InvalidDataException>(() => LinearModel.Load(new MemoryStream(saved, 0, length)));
    }

    [Fact]
    public void Refuses_a_row_of_another_length() => Should.Throw<ArgumentOutOfRangeException>(() => s_model.Predict([1, 2]));

    static byte[] Saved()
    {
        using var stream = new MemoryStream();
        s_model.Save(stream);
        return stream.ToArray();
    }
}
