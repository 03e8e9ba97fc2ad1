using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class DriftTests
{
    [Theory]
    [InlineData(4, 5, 100, 1)]
    [InlineData(6, 6, 100, 2)]
    [InlineData(5, 7, 4, 3)]                                 // few different values: many ties
    [InlineData(1, 6, 3, 4)]
    public void The_exact_probability_is_the_share_of_all_ways_to_deal_the_values(int first, int second, int values, int seed)
    {
        var random = new Random(seed);
        var pooled = Enumerable.Range(0, first + second).Select(_ => (double)random.Next(values)).ToArray();
        var observed = Distance(pooled, Enumerable.Range(0, first).Aggregate(0, (mask, row) => mask | 1 << row));
        var (reached, ways) = (0, 0);
        for (var mask = 0; mask < 1 << pooled.Length; mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != first) continue;
            ways++;
            if (Distance(pooled, mask) >= observed - 1e-12) reached++;
        }

        var test = KolmogorovSmirnov.Test(pooled.AsSpan(0, first), pooled.AsSpan(first));

        test.Statistic.ShouldBe(observed, 1e-12);
        test.PValue.ShouldBe((double)reached / ways, 1e-12);
    }

    [Theory]
    [InlineData(1.2238, 0.10)]
    [InlineData(1.3581, 0.05)]
    [InlineData(1.6276, 0.01)]
    public void The_limit_agrees_with_the_table_of_Smirnov(double x, double probability) =>
        // Smirnov (1948), Annals of Mathematical Statistics 19, table of critical values.
        KolmogorovSmirnov.LimitTail(x).ShouldBe(probability, 3e-5);

    [Fact]
    public void Limit_and_exact_probability_meet()
    {
        var random = new Random(8);
        var before = Enumerable.Range(0, 100).Select(_ => random.NextDouble()).ToArray();
        var after = Enumerable.Range(0, 100).Select(_ => random.NextDouble() * 0.85).ToArray();
        var exact = KolmogorovSmirnov.Test(before, after);
        var limit = KolmogorovSmirnov.LimitTail((Math.Sqrt(50) + 0.12 + 0.11 / Math.Sqrt(50)) * exact.Statistic);

        limit.ShouldBe(exact.PValue, 0.015, "the limit errs by about 1 % at 100 rows");
    }

    [Fact]
    public void Missing_values_are_left_out() =>
        KolmogorovSmirnov.Test([1, double.NaN, 2], [1, 2, double.NaN, double.NaN]).ShouldBe(new DriftTest(0, 1));

    [Theory]
    [InlineData(1, 3.841, 0.05)]
    [InlineData(1, 6.635, 0.01)]
    [InlineData(4, 9.488, 0.05)]
    [InlineData(10, 18.307, 0.05)]
    [InlineData(10, 3.940, 0.95)]
    [InlineData(100, 124.342, 0.05)]
    public void Chi_square_tails_agree_with_the_printed_table(int freedom, double value, double probability) =>
        // Any table of the chi-square distribution, such as Pearson and Hartley (1966), Biometrika Tables for Statisticians I, table 8.
        IncompleteGamma.Upper(freedom / 2.0, value / 2).ShouldBe(probability, 3e-5);

    [Fact]
    public void Chi_square_drift_is_pearsons_sum_over_all_cells()
    {
        long[] before = [10, 20, 30, 0];
        long[] after = [25, 20, 15, 0];
        var sum = 0.0;
        for (var category = 0; category < 3; category++)
        {
            var expected = (before[category] + after[category]) / 2.0;
            sum += Math.Pow(before[category] - expected, 2) / expected + Math.Pow(after[category] - expected, 2) / expected;
        }

        var test = ChiSquareDrift.Test(before, after);

        test.Statistic.ShouldBe(sum, 1e-12);
        test.PValue.ShouldBe(Math.Exp(-sum / 2), 1e-12, "two degrees of freedom have a closed form");
    }

    [Fact]
    public void Chi_square_drift_cries_wolf_as_often_as_it_says()
    {
        var alarms = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var counts = new long[2][];
            for (var sample = 0; sample < 2; sample++)
            {
                counts[sample] = new long[4];
                for (var row = 0; row < 200; row++) counts[sample][random.Next(4)]++;
            }
            if (ChiSquareDrift.Test(counts[0], counts[1]).PValue < 0.05) alarms++;
        }
        alarms.ShouldBeInRange(60, 140, "100 expected, four standard deviations are 40");
    }

    static double Distance(double[] pooled, int mask)
    {
        var first = pooled.Where((_, row) => (mask >> row & 1) == 1).ToArray();
        var second = pooled.Where((_, row) => (mask >> row & 1) == 0).ToArray();
        return pooled.Max(cut => Math.Abs(first.Count(value => value <= cut) / (double)first.Length - second.Count(value => value <= cut) / (double)second.Length));
    }
}
