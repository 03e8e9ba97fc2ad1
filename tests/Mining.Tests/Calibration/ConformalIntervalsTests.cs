using CrmInsights.Mining.Calibration;

namespace CrmInsights.Mining.Tests.Calibration;

public sealed class ConformalIntervalsTests
{
    [Theory]
    [InlineData(0.9, 99)]
    [InlineData(0.8, 39)]
    [InlineData(0.5, 19)]
    public void Hold_outcomes_as_often_as_promised_around_any_prediction(double coverage, int rows)
    {
        var held = 0;
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var (predictions, labels) = Drawn(random, rows);
            var margin = ConformalIntervals.AroundPredictions(predictions, labels, coverage);
            var (prediction, label) = Drawn(random, 1);
            var (low, high) = margin.Around(prediction[0]);
            if (low <= label[0] && label[0] <= high) held++;
        }
        // (rows + 1) * coverage is whole here, so that the chance is the coverage itself.
        (held / 3000.0).ShouldBe(coverage, 4 * Math.Sqrt(coverage * (1 - coverage) / 3000));
    }

    [Theory]
    [InlineData(0.2)]                                        // quantiles far too narrow
    [InlineData(5)]                                          // far too wide
    public void Mend_quantiles_that_are_off_and_keep_their_shape(double factor)
    {
        var held = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var (spreads, labels) = Scattered(random, 99);
            var margin = ConformalIntervals.AroundQuantiles([.. spreads.Select(spread => -factor * spread)], [.. spreads.Select(spread => factor * spread)], labels, 0.9);
            var (spread, label) = Scattered(random, 1);
            var (low, high) = margin.Around(-factor * spread[0], factor * spread[0]);
            if (low <= label[0] && label[0] <= high) held++;
        }
        (held / 2000.0).ShouldBeInRange(0.87, 0.93, "0.9 plus and minus four standard deviations");
    }

    [Fact]
    public void Take_the_ninth_of_nine_residuals_for_nine_tenths()
    {
        float[] labels = [1, -2, 3, -4, 5, -6, 7, -8, 9];

        ConformalIntervals.AroundPredictions(new double[9], labels, 0.9).Margin.ShouldBe(9);
        ConformalIntervals.AroundPredictions(new double[9], labels, 0.5).Margin.ShouldBe(5);
    }

    [Fact]
    public void Are_infinite_where_rows_are_too_few_for_the_promise() =>
        ConformalIntervals.AroundPredictions([1, 2], [1, 2], 0.9).Around(3).ShouldBe((double.NegativeInfinity, double.PositiveInfinity));

    [Fact]
    public void Name_the_row_that_is_not_a_number() =>
        Should.Throw<ArgumentException>(() => ConformalIntervals.AroundPredictions([1, double.NaN], [1, 2], 0.9)).Message.ShouldContain("Row 1");

    // Heavy tails and a bad prediction: the promise does not depend on the model.
    static (double[] Predictions, float[] Labels) Drawn(Random random, int count)
    {
        var predictions = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 10).ToArray();
        return (predictions, [.. predictions.Select(prediction => (float)(3 - prediction / 2 + Math.Tan(3 * (random.NextDouble() - 0.5))))]);
    }

    static (double[] Spreads, float[] Labels) Scattered(Random random, int count)
    {
        var spreads = Enumerable.Range(0, count).Select(_ => 0.2 + random.NextDouble() * 3).ToArray();
        return (spreads, [.. spreads.Select(spread => (float)(spread * (random.NextDouble() + random.NextDouble() - random.NextDouble() - random.NextDouble())))]);
    }
}
