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
    /// <exception cref="ArgumentException">As <see cref="CoxRegression.Fit"/>, or a duration is not a whole number.</exception>
    public static DiscreteHazardModel Fit(SurvivalData data, DiscreteHazardOptions options, RunContext run)
    {
        options.Validate();
        data.Validate();
        for (var row = 0; row < data.Durations.Length; row++)
            if (data.Durations[row] != Math.Floor(data.Durations[row]))
                throw new ArgumentException($"Duration {row} is {data.Durations[row]}; a whole number of periods was expected.");

        var width = DiscreteHazardModel.Width(options.PeriodCount, data.Features.FeatureCount);
        var rowCount = checked((int)data.Durations.Sum());
        var (values, labels) = (new float[checked(rowCount * width)], new float[rowCount]);
        var at = 0;
        for (var row = 0; row < data.Durations.Length; row++)
            for (var period = 1; period <= data.Durations[row]; period++, at++)
            {
                DiscreteHazardModel.Place(period, options.PeriodCount, data.Features.Row(row), values.AsSpan(at * width, width));
                labels[at] = data.Observed[row] && period == (int)data.Durations[row] ? 1 : 0;
            }
        var training = new TrainingData { Features = new FeatureMatrix(values, rowCount, width), Labels = labels };
        return new DiscreteHazardModel(LogisticRegression.Fit(training, new LogisticRegressionOptions { L2 = options.L2 }, run), options.PeriodCount);
    }
}
