using System.Text.Json;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>The chance that a customer buys a product within the horizon, from what speaks for it.</summary>
sealed class ChanceCurve(int[] columns, LinearModel model)
{
    // Two rows without a sign of their own, together one: without data the chance is 5 %, and either class is always there.
    const float PriorHit = 0.05f;

    /// <summary>Fits the weights of the columns that raise the chance; one that seems to lower it is left out.</summary>
    /// <param name="pairs">Rows of all columns, with 1 where the product was bought.</param>
    /// <param name="columns">The columns to look at.</param>
    /// <param name="run">Cancellation.</param>
    public static ChanceCurve Fit(OfferPairs pairs, int[] columns, RunContext run)
    {
        while (true)
        {
            var model = LogisticRegression.Fit(pairs.ToTraining(columns, PriorHit), new LogisticRegressionOptions { L2 = 1.0 / (pairs.Count + 1) }, run);
            var weights = model.Weights.ToArray();
            int[] wrong = [.. columns.Where((column, place) => SignalColumns.MayOnlyRaise(column) && weights[place] < 0)];
            if (wrong.Length == 0) return new ChanceCurve(columns, model);
            columns = [.. columns.Except(wrong)];
        }
    }

    public double Chance(ReadOnlySpan<float> row) => 1 / (1 + Math.Exp(-model.Margin(Select(row))));

    /// <summary>By how much a column moves the log-odds against a product of which it says nothing.</summary>
    public double Share(ReadOnlySpan<float> row, int column) => Array.IndexOf(columns, column) is var place and >= 0 ? model.Weights[place] * row[column] : 0;

    public CurveEntry ToEntry() => new(columns, StrictFile.Embed(model.Save));

    public static ChanceCurve Of(CurveEntry entry, string place)
    {
        var model = StrictFile.Extract(entry.Model, place, LinearModel.Load);
        StrictFile.Require(entry.Columns.All(column => column is >= 0 and < SignalColumns.Count), $"{place}.columns", string.Join(' ', entry.Columns), $"0 to {SignalColumns.Count - 1}");
        StrictFile.Require(model.FeatureCount == entry.Columns.Length, $"{place}.model", $"{model.FeatureCount} weights", $"{entry.Columns.Length}");
        return new ChanceCurve(entry.Columns, model);
    }

    float[] Select(ReadOnlySpan<float> row)
    {
        var chosen = new float[columns.Length];
        for (var place = 0; place < chosen.Length; place++) chosen[place] = row[columns[place]];
        return chosen;
    }
}

/// <summary>A curve in offers.json.</summary>
/// <param name="Columns">Which columns, by number.</param>
/// <param name="Model">The weights.</param>
sealed record CurveEntry(int[] Columns, JsonElement Model);
