using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class PopulationStabilityTests
{
    [Fact]
    public void Is_zero_for_the_same_sample()
    {
        float[] sample = [3, 1, 2, float.NaN, 5];

        PopulationStability.Index(sample, sample).ShouldBe(0, 1e-15);
    }

    [Fact]
    public void Agrees_with_a_calculation_by_hand()
    {
        // Two bins cut at 1, and none missing: 50 and 50 rows before, 20 and 80 after; half a row is added to each of the three bins.
        var before = Enumerable.Range(0, 100).Select(row => row < 50 ? 0f : 1f).ToArray();
        var after = Enumerable.Range(0, 100).Select(row => row < 20 ? 0f : 1f).ToArray();
        static double Term(double p, double q) => (q - p) * Math.Log(q / p);

        // The cuts are 0 (every quantile below the middle) and 1, so there are bins for 0, for 1, an empty one above and one for missing values.
        var expected = Term(50.5 / 102, 20.5 / 102) + Term(50.5 / 102, 80.5 / 102);

        PopulationStability.Index(before, after).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Sees_that_values_went_missing()
    {
        float[] before = [1, 2, 3, 4];

        PopulationStability.Index(before, [1, 2, float.NaN, float.NaN]).ShouldBeGreaterThan(PopulationStability.Major);
    }

    [Fact]
    public void Grows_with_the_shift()
    {
        var before = Enumerable.Range(0, 1000).Select(row => row / 100f).ToArray();
        float Shifted(float by) => (float)PopulationStability.Index(before, [.. before.Select(value => value + by)]);

        Shifted(0.5f).ShouldBeInRange(0.01f, Shifted(2));
        Shifted(2).ShouldBeLessThan(Shifted(5));
    }
}
