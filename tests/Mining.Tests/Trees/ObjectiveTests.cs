using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;
using CrmInsights.Mining.Trees.Internals.Objectives;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>The derivatives that trees are grown from, against finite differences of the loss they minimise.</summary>
public sealed class ObjectiveTests
{
    const int Rows = 24;
    const double Step = 1e-4;

    static TrainingData Data(TreeObjective objective)
    {
        var random = new Random(17);
        return new TrainingData
        {
            Features = new FeatureMatrix(new float[Rows], Rows, 1),
            Labels = [.. Enumerable.Range(0, Rows).Select(row => objective switch
            {
                TreeObjective.Binary => row % 2,
                TreeObjective.Multiclass => row % 3,
                TreeObjective.LambdaRank => random.Next(5),
                TreeObjective.Tweedie => row % 3 == 0 ? 0 : (float)random.NextDouble() * 5,
                TreeObjective.Poisson => random.Next(6),
                _ => (float)random.NextDouble() * 4 - 2,
            })],
            Weights = [.. Enumerable.Range(0, Rows).Select(_ => 0.5f + random.NextSingle())],
            Groups = [7, 1, 16],
        };
    }

    static double[][] Scores(int outputs) => [.. Enumerable.Range(0, outputs).Select(output => Enumerable.Range(0, Rows).Select(row => Math.Sin(row * 1.7 + output) * 1.5).ToArray())];

    [Theory]
    [InlineData(TreeObjective.Binary)]
    [InlineData(TreeObjective.Squared)]
    [InlineData(TreeObjective.Poisson)]
    [InlineData(TreeObjective.Tweedie)]
    [InlineData(TreeObjective.Quantile)]
    public void Gradients_are_the_slope_of_the_loss(TreeObjective kind)
    {
        var (data, scores) = (Data(kind), Scores(1));
        var objective = Objective.Of(new GradientBoostingOptions { Objective = kind, Quantile = 0.8, TweediePower = 1.3 }, data);
        var derived = Derive(objective, data, scores, output: 0);

        for (var row = 0; row < Rows; row++)
        {
            // Loss is the mean by weight; derivatives are of the weighted sum. Derivatives are stored as floats.
            derived.Gradients[row].ShouldBe((float)Slope(objective, data, scores, (0, row)), 2e-4f);
            // Pinball has no second derivative; that of Poisson is made larger on purpose, so that steps stay short.
            if (kind is not (TreeObjective.Quantile or TreeObjective.Poisson)) derived.Hessians[row].ShouldBe((float)Curvature(objective, data, scores, (0, row)), 5e-3f);
        }
    }

    [Fact]
    public void Gradients_of_several_classes_are_the_slope_of_the_loss()
    {
        var (data, scores) = (Data(TreeObjective.Multiclass), Scores(3));
        var objective = Objective.Of(new GradientBoostingOptions { Objective = TreeObjective.Multiclass }, data);

        for (var output = 0; output < 3; output++)
        {
            var derived = Derive(objective, data, scores, output);
            for (var row = 0; row < Rows; row++) derived.Gradients[row].ShouldBe((float)Slope(objective, data, scores, (output, row)), 2e-4f);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void LambdaRank_is_the_slope_of_the_pairs_log_losses_weighted_by_the_change_of_NDCG(int cutoff)
    {
        var (data, scores) = (Data(TreeObjective.LambdaRank), Scores(1));
        var derived = Derive(Objective.Of(new GradientBoostingOptions { Objective = TreeObjective.LambdaRank, RankCutoff = cutoff }, data), data, scores, output: 0);

        for (var (group, start) = (0, 0); group < data.Groups!.Length; start += data.Groups[group++])
            for (var row = start; row < start + data.Groups[group]; row++)
            {
                var pairs = Pairs(data, scores[0], (start, data.Groups[group]), cutoff);
                var (lower, upper) = (PairLoss(pairs, scores[0], (row, -Step)), PairLoss(pairs, scores[0], (row, Step)));
                derived.Gradients[row].ShouldBe((float)((upper - lower) / (2 * Step) * data.Weights![row]), 1e-5f);
                derived.Hessians[row].ShouldBe((float)((upper - 2 * PairLoss(pairs, scores[0], (row, 0)) + lower) / (Step * Step) * data.Weights[row]), 1e-3f);
            }
    }

    // Burges (2010): the change of NDCG when two rows swap their places, with the order as it is now.
    static List<(int Better, int Worse, double Change)> Pairs(TrainingData data, double[] scores, (int Start, int Count) group, int cutoff)
    {
        var order = Enumerable.Range(group.Start, group.Count).OrderByDescending(row => scores[row]).ToList();
        double Gain(int row) => Math.Pow(2, data.Labels[row]) - 1;
        double Discount(int rank) => 1 / Math.Log2(rank + 2);
        var ideal = order.Select(Gain).OrderDescending().Take(cutoff).Select((gain, rank) => gain * Discount(rank)).Sum();
        var pairs = new List<(int, int, double)>();
        foreach (var better in order)
            foreach (var worse in order)
            {
                var (first, second) = (order.IndexOf(better), order.IndexOf(worse));
                if (data.Labels[better] > data.Labels[worse] && Math.Min(first, second) < cutoff && ideal > 0)
                    pairs.Add((better, worse, (Gain(better) - Gain(worse)) * Math.Abs(Discount(first) - Discount(second)) / ideal));
            }
        return pairs;
    }

    static double PairLoss(List<(int Better, int Worse, double Change)> pairs, double[] scores, (int Row, double By) moved)
    {
        double Of(int row) => scores[row] + (row == moved.Row ? moved.By : 0);
        return pairs.Sum(pair => pair.Change * Math.Log(1 + Math.Exp(Of(pair.Worse) - Of(pair.Better))));
    }

    static Derivatives Derive(Objective objective, TrainingData data, double[][] scores, int output)
    {
        var derived = new Derivatives(Rows);
        using var team = new ThreadTeam(1);
        objective.Derive(data, scores, output, derived, team);
        return derived;
    }

    static double Slope(Objective objective, TrainingData data, double[][] scores, (int Output, int Row) at) =>
        (At(objective, data, scores, (at.Output, at.Row, Step)) - At(objective, data, scores, (at.Output, at.Row, -Step))) / (2 * Step);

    static double Curvature(Objective objective, TrainingData data, double[][] scores, (int Output, int Row) at) =>
        (At(objective, data, scores, (at.Output, at.Row, 10 * Step)) - 2 * At(objective, data, scores, (at.Output, at.Row, 0)) + At(objective, data, scores, (at.Output, at.Row, -10 * Step))) / (100 * Step * Step);

    static double At(Objective objective, TrainingData data, double[][] scores, (int Output, int Row, double By) moved)
    {
        var copy = scores.Select(output => (double[])output.Clone()).ToArray();
        copy[moved.Output][moved.Row] += moved.By;
        return objective.Loss(data, copy) * data.Weights!.Sum(weight => (double)weight);
    }
}
