using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Lifetime;

/// <summary>Risk by period for contracts that can end only at the end of a period: logistic regression over customer-periods.</summary>
/// <remarks>Singer and Willett (1993), Journal of Educational Statistics 18(2). Without features it is the life table.</remarks>
public static class DiscreteHazard
{
    /// <summary>Fits one level a period and one weight a feature. Memory grows with the sum of all durations.</summary>
    /// <param name="data">Customers whose durations are whole numbers of periods, 1 or more.</param>
    /// <param name="options">Periods and penalty.</param>
    /// <param name="run">Progress and cancellation.</param>
    /// <exception cref="ArgumentException">As <see cref="CoxRegression.Fit"/>, or a duration is not a whole number; without a penalty also a period in which nobody or everybody had the event.</exception>
    public static DiscreteHazardModel Fit(SurvivalData data, DiscreteHazardOptions options, RunContext run)
    {
        options.Validate();
        data.Validate();
        for (var row = 0; row < data.Durations.Length; row++)
            if (data.Durations[row] != Math.Floor(data.Durations[row]))
                throw new ArgumentException($"Duration {row} is {data.Durations[row]}; a whole number of periods was expected.");

        var periodCount = Math.Min(options.PeriodCount, (int)data.Durations.Max());     // nothing is known of the level of a period that nobody reached
        if (options.L2 == 0) ShouldHaveLevels(data, periodCount);
        var width = DiscreteHazardModel.Width(periodCount, data.Features.FeatureCount);
        var rowCount = checked((int)data.Durations.Sum());
        var (values, labels) = (new float[checked(rowCount * width)], new float[rowCount]);
        var at = 0;
        for (var row = 0; row < data.Durations.Length; row++)
            for (var period = 1; period <= data.Durations[row]; period++, at++)
            {
                DiscreteHazardModel.Place(period, periodCount, data.Features.Row(row), values.AsSpan(at * width, width));
                labels[at] = data.Observed[row] && period == (int)data.Durations[row] ? 1 : 0;
            }
        var training = new TrainingData { Features = new FeatureMatrix(values, rowCount, width), Labels = labels };
        return new DiscreteHazardModel(LogisticRegression.Fit(training, new LogisticRegressionOptions { L2 = options.L2 }, run), periodCount);
    }

    // Without a penalty the level of a period in which nobody or everybody had the event is infinite.
    static void ShouldHaveLevels(SurvivalData data, int periodCount)
    {
        var (reached, events) = (new int[periodCount + 1], new int[periodCount + 1]);
        for (var row = 0; row < data.Durations.Length; row++)
        {
            for (var period = 1; period <= data.Durations[row]; period++) reached[Math.Min(period, periodCount)]++;
            if (data.Observed[row]) events[Math.Min((int)data.Durations[row], periodCount)]++;
        }
        for (var period = 1; period <= periodCount; period++)
            if (events[period] == 0 || events[period] == reached[period])
                throw new ArgumentException(
                    $"Period {period} has {events[period]} events among {reached[period]} customer-periods, so its level has no finite estimate; take fewer periods or a ridge penalty (L2) above 0.");
    }
}
