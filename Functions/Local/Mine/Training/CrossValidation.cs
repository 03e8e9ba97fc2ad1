using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Tables;

namespace CrmInsights.Local.Mine.Training;

/// <summary>Stratified cross-validation: every fold has the same share of every label, and every row is tested once.</summary>
static class CrossValidation
{
    const int MostStrata = 32;

    /// <returns>Each measure's mean over the folds, and its standard deviation as <c>name ±</c>.</returns>
    public static Dictionary<string, double> Run(TableInput input, int folds, int seed, Func<TableInput, TrainedModel> fit)
    {
        var foldOf = Assign(input.Train.Labels, folds, seed);
        var measured = new List<Dictionary<string, double>>();
        for (var fold = 0; fold < folds; fold++)
        {
            var rows = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
            var test = RowParts.Of(input.Train, [.. rows[true]]);
            var model = fit(input with { Train = RowParts.Of(input.Train, [.. rows[false]]) });
            measured.Add(Quality.Of(model, model.Predict(test.Features), test));
        }
        return measured[0].Keys.SelectMany(name => Summary(name, [.. measured.Select(quality => quality[name])])).ToDictionary();
    }

    static int[] Assign(float[] labels, int folds, int seed)
    {
        var order = Enumerable.Range(0, labels.Length).ToArray();
        new Random(seed).Shuffle(order);
        // Numbers with many values are not strata: there the order alone decides.
        var strata = labels.Distinct().Count() <= MostStrata ? order.GroupBy(row => labels[row]).SelectMany(group => group) : order;
        var foldOf = new int[labels.Length];
        var next = 0;
        foreach (var row in strata) foldOf[row] = next++ % folds;
        return foldOf;
    }

    static IEnumerable<KeyValuePair<string, double>> Summary(string name, double[] values)
    {
        var mean = values.Average();
        yield return new(name, mean);
        yield return new(name + " ±", Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }
}
