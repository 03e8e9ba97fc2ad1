using CrmInsights.Mining.Data;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests.Uplift;

/// <summary>Customers with known individual effects: the first feature decides on the effect, the second on the outcome without treatment.</summary>
sealed class Campaign(int rows, int seed)
{
    const int FeatureCount = 4;

    /// <summary>How strongly the effect depends on the first feature; 0 gives everyone <see cref="Average"/>.</summary>
    public double Slope { get; init; } = 0.15;

    public double Average { get; init; } = 0.05;

    /// <summary>True where the chance of treatment rises with the second feature.</summary>
    public bool IsSkewed { get; init; }

    public bool HasAmounts { get; init; }

    public (UpliftData Data, double[] Effects) Draw()
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows * FeatureCount).Select(_ => random.NextSingle() * 2 - 1).ToArray();
        var (treated, outcomes, effects, chances) = (new bool[rows], new float[rows], new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var (first, second) = (values[row * FeatureCount], values[row * FeatureCount + 1]);
            effects[row] = Average + Slope * first;
            chances[row] = IsSkewed ? 0.5 + 0.35 * second : 0.5;
            treated[row] = random.NextDouble() < chances[row];
            var mean = 0.4 + 0.18 * second + (treated[row] ? effects[row] : 0);
            outcomes[row] = HasAmounts ? (float)(100 * mean + 20 * (random.NextDouble() - 0.5)) : random.NextDouble() < mean ? 1 : 0;
            if (HasAmounts) effects[row] *= 100;
        }
        return (new UpliftData
        {
            Features = new FeatureMatrix(values, rows, FeatureCount),
            Treated = treated,
            Outcomes = outcomes,
            Propensities = IsSkewed ? chances : null,
        }, effects);
    }
}
