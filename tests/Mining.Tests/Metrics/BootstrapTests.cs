using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class BootstrapTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void The_error_of_a_mean_is_its_textbook_formula()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))) / 300;

        var interval = Bootstrap.Of(300, rows => Mean(values, rows), new BootstrapOptions { SampleCount = 2000 }, s_run);

        interval.Value.ShouldBe(mean, 1e-12);
        interval.StandardError.ShouldBe(error, 0.07 * error, "four standard deviations of a deviation from 2,000 samples");
        interval.High.ShouldBe(mean + 1.96 * error, 0.2 * error);
    }

    [Fact]
    public void Agrees_with_DeLong_on_an_auc()
    {
        var random = new Random(3);
        var scores = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray();
        var labels = scores.Select(score => random.NextDouble() < score ? 1f : 0f).ToArray();
        var formula = DeLong.Auc(scores, labels);

        var interval = Bootstrap.Of(200, rows => BinaryMetrics.Auc(Pick(scores, rows), Pick(labels, rows)), new BootstrapOptions { SampleCount = 500 }, s_run);

        interval.Value.ShouldBe(formula.Value, 1e-12);
        interval.StandardError.ShouldBe(formula.StandardError, 0.15 * formula.StandardError);
    }

    [Fact]
    public void Draws_the_same_for_any_number_of_threads()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        var options = new BootstrapOptions { SampleCount = 50 };

        Bootstrap.Of(8, rows => Mean(values, rows), options, new RunContext(MaxThreads: 4)).ShouldBe(Bootstrap.Of(8, rows => Mean(values, rows), options, s_run));
    }

    [Fact]
    public void Draws_again_where_a_sample_lacks_a_class()
    {
        var interval = Bootstrap.Of(4, rows => BinaryMetrics.Auc(Pick([1.0, 2, 3, 4], rows), Pick([0f, 0, 1, 1], rows)), new BootstrapOptions { SampleCount = 20 }, s_run);

        interval.Low.ShouldBe(1);
    }

    [Fact]
    public void Gives_up_where_no_sample_has_a_figure() =>
        Should.Throw<ArgumentException>(() => Bootstrap.Of(3, _ => double.NaN, new BootstrapOptions { SampleCount = 2 }, s_run)).Message.ShouldContain("3 rows");

    static double Mean(double[] values, ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows) sum += values[row];
        return sum / rows.Length;
    }

    static T[] Pick<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < picked.Length; i++) picked[i] = values[rows[i]];
        return picked;
    }
}
