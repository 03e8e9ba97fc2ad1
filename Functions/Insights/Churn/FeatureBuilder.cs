using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn;

/// <summary>Computes the features of one customer at one moment: the same code for training and for scoring.</summary>
public static class FeatureBuilder
{
    /// <summary>The features of <see cref="ChurnFeatures.All"/>, in that order, from orders up to <paramref name="cutoff"/> only. NaN is missing.</summary>
    /// <param name="history">A customer with at least one order up to the cutoff.</param>
    /// <param name="cutoff">The moment up to which a feature may look, itself included.</param>
    /// <param name="horizonDays">The horizon H.</param>
    /// <exception cref="ArgumentException">There is no order up to the cutoff.</exception>
    public static float[] Compute(CustomerHistory history, DateTimeOffset cutoff, int horizonDays)
    {
        var row = new float[ChurnFeatures.All.Count];
        Fill(new PurchaseView(history, cutoff, horizonDays), row);
        return row;
    }

    internal static void Fill(PurchaseView view, Span<float> row)
    {
        if (view.OrderCount == 0) throw new ArgumentException($"The customer has no order up to {view.Cutoff:O}; features need at least one.");
        for (var feature = 0; feature < row.Length; feature++) row[feature] = (float)ChurnFeatures.All[feature].Value(view);
    }
}
