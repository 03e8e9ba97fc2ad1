using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>The loss that trees minimise: first and second derivatives by margin, for each output and row.</summary>
abstract class Objective
{
    /// <summary>Margins a row, and trees a round: the number of classes for multiclass, else 1.</summary>
    public virtual int OutputCount => 1;

    /// <summary>Checks the labels.</summary>
    /// <exception cref="ArgumentException">Names the first row whose label does not fit.</exception>
    public abstract void Validate(TrainingData data);

    /// <summary>Margin to start from, one an output.</summary>
    public abstract double[] StartScores(TrainingData data);

    /// <summary>Derivatives of the weighted loss for one output.</summary>
    /// <param name="data">Labels and weights.</param>
    /// <param name="scores">Margins, one array an output.</param>
    /// <param name="output">The output wanted.</param>
    /// <param name="into">Filled, one a row.</param>
    /// <param name="team">Threads.</param>
    public abstract void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team);

    /// <summary>Mean weighted loss of margins.</summary>
    public abstract double Loss(TrainingData data, double[][] scores);

    public static Objective Of(GradientBoostingOptions options, TrainingData data) => options.Objective switch
    {
        TreeObjective.Binary => new BinaryObjective(),
        TreeObjective.Multiclass => MulticlassObjective.For(data),
        TreeObjective.Squared => new SquaredObjective(),
        TreeObjective.Poisson => new PoissonObjective(),
        TreeObjective.Tweedie => new TweedieObjective(options.TweediePower),
        TreeObjective.Quantile => new QuantileObjective(options.Quantile),
        TreeObjective.LambdaRank => new LambdaRankObjective(options.RankCutoff),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Objective, "Unknown objective."),
    };

    protected static double WeightedMean(TrainingData data)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var row = 0; row < data.Labels.Length; row++)
        {
            sum += data.Labels[row] * data.Weight(row);
            weights += data.Weight(row);
        }
        return sum / weights;
    }

    /// <summary>Weighted mean of a loss a row.</summary>
    protected static double MeanLoss(TrainingData data, Func<int, double> loss)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var row = 0; row < data.Labels.Length; row++)
        {
            sum += loss(row) * data.Weight(row);
            weights += data.Weight(row);
        }
        return sum / weights;
    }

    protected static void CheckLabels(TrainingData data, Func<float, bool> fits, string wanted)
    {
        for (var row = 0; row < data.Labels.Length; row++)
        {
            if (!float.IsFinite(data.Labels[row]) || !fits(data.Labels[row]))
                throw new ArgumentException($"The label of row {row} is {data.Labels[row]}; {wanted} was expected.");
        }
    }

    /// <summary>Runs over the rows in blocks, so that a block's loop holds no delegate call.</summary>
    protected static void ForBlocks(int rowCount, ThreadTeam team, Action<int, int> body)
    {
        const int block = 1 << 14;
        var parts = (rowCount + block - 1) / block;
        team.Run(parts, part => body(part * block, Math.Min(rowCount, (part + 1) * block)));
    }
}
