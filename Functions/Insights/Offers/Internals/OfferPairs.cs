using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Rows of a customer and a product each, with what became of them.</summary>
sealed class OfferPairs
{
    readonly List<float[]> _rows = [];
    readonly List<float> _labels = [];

    public int Count => _rows.Count;

    public void Add(float[] row, bool isBought)
    {
        _rows.Add(row);
        _labels.Add(isBought ? 1 : 0);
    }

    /// <summary>Some columns of the rows, and a hit and a miss of which nothing is known; together these weigh as much as one row.</summary>
    public TrainingData ToTraining(int[] columns, float priorHit)
    {
        var values = new float[(_rows.Count + 2) * columns.Length];
        Array.Fill(values, float.NaN);
        for (var row = 0; row < _rows.Count; row++)
            for (var place = 0; place < columns.Length; place++) values[row * columns.Length + place] = _rows[row][columns[place]];
        return new TrainingData
        {
            Features = new FeatureMatrix(values, _rows.Count + 2, columns.Length),
            Labels = [.. _labels, 1, 0],
            Weights = [.. Enumerable.Repeat(1f, _rows.Count), priorHit, 1 - priorHit],
        };
    }
}
