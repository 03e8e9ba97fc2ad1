using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class ConcordanceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(150)]
    public void Agrees_with_the_definition_walked_pair_by_pair(int count)
    {
        var random = new Random(count);
        // Few different values, so that ties of every kind come up.
        var risks = Enumerable.Range(0, count).Select(_ => (double)random.Next(8)).ToArray();
        var durations = Enumerable.Range(0, count).Select(_ => (double)random.Next(1, 12)).ToArray();
        var observed = Enumerable.Range(0, count).Select(_ => random.Next(3) > 0).ToArray();

        var (found, expected) = (Concordance.Of(risks, durations, observed), Naive(risks, durations, observed));
        if (double.IsNaN(expected)) found.ShouldBe(double.NaN);
        else found.ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Risks_in_the_order_of_the_events_are_perfect_and_turned_around_worth_nothing()
    {
        double[] durations = [1, 2, 3, 4];

        Concordance.Of([4, 3, 2, 1], durations, [true, true, true, false]).ShouldBe(1);
        Concordance.Of([1, 2, 3, 4], durations, [true, true, true, false]).ShouldBe(0);
        Concordance.Of([1, 1, 1, 1], durations, [true, true, true, true]).ShouldBe(0.5);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => Concordance.Of([1, double.NaN], [1, 2], [true, true]));
        Should.Throw<ArgumentException>(() => Concordance.Of([1, 2], [1, double.NaN], [true, true]));
        Should.Throw<ArgumentException>(() => Concordance.Of([1, 2], [1], [true, true]));
    }

    static double Naive(double[] risks, double[] durations, bool[] observed)
    {
        var (concordant, comparable) = (0.0, 0.0);
        for (var first = 0; first < risks.Length; first++)
            for (var second = 0; second < risks.Length; second++)
            {
                var isComparable = observed[first] && (durations[first] < durations[second] || durations[first] == durations[second] && !observed[second]);
                if (!isComparable) continue;
                comparable++;
                concordant += risks[first] > risks[second] ? 1 : risks[first] == risks[second] ? 0.5 : 0;
            }
        return concordant / comparable;
    }
}
