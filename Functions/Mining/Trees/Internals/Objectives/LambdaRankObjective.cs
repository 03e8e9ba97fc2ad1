using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Objectives;

/// <summary>LambdaRank: each pair of unequal grades pulls apart, as strongly as swapping the two would change NDCG.</summary>
/// <remarks>Burges (2010), "From RankNet to LambdaRank to LambdaMART".</remarks>
sealed class LambdaRankObjective(int cutoff) : Objective
{
    const int HighestGrade = 30;

    protected override string Expected => $"a grade from 0 to {HighestGrade}";

    protected override bool Fits(float label) => label >= 0 && label <= HighestGrade && label == MathF.Floor(label);

    public override void CheckLabels(TrainingData data, string row)
    {
        base.CheckLabels(data, row);
        if (data.Groups is null) throw new ArgumentException($"LambdaRank needs Groups: the number of {row}s of each list, in row order.");
        var held = data.Groups.Sum(size => (long)size);
        if (held != data.Labels.Length || data.Groups.Any(size => size < 1))
            throw new ArgumentException($"The groups hold {held} {row}s, the data {data.Labels.Length}; each group needs at least one.");
    }

    public override double[] StartScores(TrainingData data) => [0];

    public override void Derive(TrainingData data, double[][] scores, int output, Derivatives into, ThreadTeam team)
    {
        var starts = Starts(data);
        team.Run(data.Groups!.Length, group => DeriveGroup(data, scores[0], starts[group], data.Groups[group], into));
    }

    /// <summary>1 - mean NDCG, so that lower is better.</summary>
    public override double Loss(TrainingData data, double[][] scores)
    {
        var starts = Starts(data);
        var sum = 0.0;
        for (var group = 0; group < data.Groups!.Length; group++) sum += Ndcg(data, scores[0], starts[group], data.Groups[group]);
        return 1 - sum / data.Groups.Length;
    }

    static int[] Starts(TrainingData data)
    {
        var starts = new int[data.Groups!.Length];
        for (var group = 1; group < starts.Length; group++) starts[group] = starts[group - 1] + data.Groups[group - 1];
        return starts;
    }

    void DeriveGroup(TrainingData data, double[] scores, int start, int count, Derivatives into)
    {
        var ideal = IdealGain(data, start, count);
        var group = new Lambdas(data, scores, ideal, start, count);
        var order = Order(scores, start, count);
        for (var high = 0; high < Math.Min(count, cutoff) && ideal > 0; high++)
            for (var low = high + 1; low < count; low++) group.Pull((order[high], high), (order[low], low));
        group.CopyTo(into);
    }

    double Ndcg(TrainingData data, double[] scores, int start, int count)
    {
        var ideal = IdealGain(data, start, count);
        if (ideal == 0) return 1;
        var order = Order(scores, start, count);
        var sum = 0.0;
        for (var rank = 0; rank < Math.Min(count, cutoff); rank++) sum += Gain(data.Labels[order[rank]]) * Discount(rank);
        return sum / ideal;
    }

    double IdealGain(TrainingData data, int start, int count)
    {
        var labels = data.Labels.AsSpan(start, count).ToArray();
        Array.Sort(labels, (a, b) => b.CompareTo(a));
        var sum = 0.0;
        for (var rank = 0; rank < Math.Min(count, cutoff); rank++) sum += Gain(labels[rank]) * Discount(rank);
        return sum;
    }

    /// <summary>Rows from the highest margin down; equal margins in row order.</summary>
    static int[] Order(double[] scores, int start, int count) =>
        [.. Enumerable.Range(start, count).OrderByDescending(row => scores[row])];

    static double Gain(float grade) => Math.Pow(2, grade) - 1;

    static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    /// <summary>The pulls between the rows of one group.</summary>
    sealed class Lambdas(TrainingData data, double[] scores, double ideal, int start, int count)
    {
        readonly double[] _gradients = new double[count];
        readonly double[] _hessians = new double[count];

        public void Pull((int Row, int Rank) one, (int Row, int Rank) other)
        {
            if (data.Labels[one.Row] == data.Labels[other.Row]) return;
            var (better, worse) = data.Labels[one.Row] > data.Labels[other.Row] ? (one, other) : (other, one);
            var change = Math.Abs(Gain(data.Labels[better.Row]) - Gain(data.Labels[worse.Row]))
                * Math.Abs(Discount(better.Rank) - Discount(worse.Rank)) / ideal;
            var doubt = 1 / (1 + Math.Exp(scores[better.Row] - scores[worse.Row]));
            var (slope, curve) = (doubt * change, doubt * (1 - doubt) * change);
            _gradients[better.Row - start] -= slope;
            _gradients[worse.Row - start] += slope;
            _hessians[better.Row - start] += curve;
            _hessians[worse.Row - start] += curve;
        }

        public void CopyTo(Derivatives into)
        {
            for (var i = 0; i < count; i++) into.Set(start + i, _gradients[i] * data.Weight(start + i), _hessians[i] * data.Weight(start + i));
        }
    }
}
