using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

/// <summary>The objective as its documentation words it, written down a second time without any trick.</summary>
static class NaiveObjective
{
    public static double Of(TrainingData data, LogisticRegressionOptions options, double intercept, ReadOnlySpan<double> weights)
    {
        var loss = 0.0;
        for (var row = 0; row < data.Labels.Length; row++)
        {
            var margin = intercept;
            for (var feature = 0; feature < weights.Length; feature++) margin += weights[feature] * data.Features.Row(row)[feature];
            var probability = 1 / (1 + Math.Exp(-margin));
            loss -= data.Labels[row] == 1 ? Math.Log(probability) : Math.Log(1 - probability);
        }
        loss /= data.Labels.Length;
        for (var feature = 0; feature < weights.Length; feature++)
        {
            var standardised = weights[feature] * Deviation(data.Features.Column(feature));
            loss += options.L2 / 2 * standardised * standardised + options.L1 * Math.Abs(standardised);
        }
        return loss;
    }

    static double Deviation(float[] column)
    {
        var mean = column.Average(value => (double)value);
        return Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
    }
}
