using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>The loss that trees minimise: first and second derivatives by margin, for each output and row.</summary>
abstract class Objective
{
    /// <summary>Margins a row, and trees a round: the number of classes for multiclass, else 1.</summary>
    public virtual int OutputCount => 1;

    /// <summary>Checks the labels of rows to learn from, or to validate on.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="row">What one of them is called in a message.</param>
    /// <exception cref="ArgumentException">Names the first row whose label does not fit.</exception>
    public virtual void CheckLabels(TrainingData data, string row)
    {
        for (var at = 0; at < data.Labels.Length; at++)
        {
            if (!float.IsFinite(data.Labels[at]) || !Fits(data.Labels[at]))
                throw new ArgumentException($"The label of {row} {at} is {data.Labels[at]}; {Expected} was expected.");
        }
    }

    /// <summary>Checks that rows whose labels fit are enough to learn from.</summary>
    /// <exception cref="ArgumentException">Says what is missing.</exception>
    public virtual void CheckEnough(TrainingData data)
    {
    }

    /// <summary>What a label should be, in words.</summary>
    protected virtual string Expected => "a finite number";

    /// <summary>Whether a finite label is one.</summary>
    protected virtual bool Fits(float label) => true;

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

    /// <summary>Runs over the rows in blocks, so that a block's loop holds no delegate call.</summary>
    protected static void ForBlocks(int rowCount, ThreadTeam team, Action<int, int> body)
    {
        const int block = 1 << 14;
        var parts = (rowCount + block - 1) / block;
        team.Run(parts, part => body(part * block, Math.Min(rowCount, (part + 1) * block)));
    }
}
