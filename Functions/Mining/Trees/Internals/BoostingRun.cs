using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals.Objectives;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The state of one fit: margins so far, trees so far.</summary>
sealed class BoostingRun
{
    readonly TrainingData _data;
    readonly GradientBoostingOptions _options;
    readonly ThreadTeam _team;
    readonly Objective _objective;
    readonly BinnedRows _binned;
    readonly TreeGrower _grower;
    readonly TreeBuilder _builder;
    readonly PackedGradients _packed;
    readonly Derivatives[] _derivatives;                    // one an output
    readonly double[] _start;
    readonly double[][] _scores;
    readonly RowSampler _sampler;
    readonly EarlyStopping? _stopping;
    readonly List<Tree> _trees = [];

    public BoostingRun(TrainingData data, GradientBoostingOptions options, ThreadTeam team)
    {
        (_data, _options, _team) = (data, options, team);
        _objective = Objective.Of(options, data);
        _objective.CheckLabels(data, "row");
        _objective.CheckEnough(data);
        if (data.Validation is not null) _objective.CheckLabels(data.Validation, "validation row");
        _binned = BinnedRows.From(data.Features, options, team);
        _grower = new TreeGrower(_binned, options, team);
        _builder = new TreeBuilder(_binned, options, team);
        _packed = new PackedGradients(_binned.RowCount, options.Seed);
        _derivatives = [.. Enumerable.Range(0, _objective.OutputCount).Select(_ => new Derivatives(_binned.RowCount))];
        _start = _objective.StartScores(data);
        _scores = Array.ConvertAll(_start, start => Filled(_binned.RowCount, start));
        _sampler = new RowSampler(_binned, options);
        _stopping = data.Validation is null ? null : new EarlyStopping(data.Validation, _objective, _start, options);
    }

    /// <summary>Adds a tree for each output. False when no tree could split, or validation says stop.</summary>
    public bool AddRound(int round)
    {
        var rows = _sampler.Rows(round);
        var features = _sampler.Features(round);
        var split = false;
        var added = new Tree[_objective.OutputCount];
        // All at once (Friedman 2001, algorithm 6): a class must not gain by its number.
        for (var output = 0; output < added.Length; output++) _objective.Derive(_data, _scores, output, _derivatives[output], _team);
        for (var output = 0; output < added.Length; output++)
        {
            _packed.Pack(_derivatives[output].Gradients, _derivatives[output].Hessians, _team);
            var grown = _grower.Grow(rows, _packed, features);
            added[output] = BuildTree(grown, output);
            split |= grown.Splits.Count > 0;
            AddToScores(grown, added[output], output);
        }
        if (!split) return false;
        _trees.AddRange(added);
        return _stopping is null || _stopping.GoOnAfter(added);
    }

    Tree BuildTree(GrownTree grown, int output)
    {
        var tree = _builder.Build(grown, _derivatives[output].Gradients, _derivatives[output].Hessians);
        if (_objective is not QuantileObjective quantile) return tree;
        for (var leaf = 0; leaf < tree.LeafTotal; leaf++)
            tree.LeafValue[leaf] = quantile.Renew(grown.RowsOf(grown.Leaves[leaf]), _data, _scores[output]) * _options.LearningRate;
        return tree;
    }

    void AddToScores(GrownTree grown, Tree tree, int output)
    {
        var scores = _scores[output];
        _team.Run(grown.Leaves.Count, leaf =>
        {
            var value = tree.LeafValue[leaf];
            foreach (var row in grown.RowsOf(grown.Leaves[leaf])) scores[row] += value;
        });
        if (!_sampler.SamplesRows) return;
        foreach (var row in _sampler.LeftOut()) scores[row] += tree.Predict(_data.Features.Row(row));
    }

    public TreeEnsemble ToEnsemble()
    {
        var rounds = _stopping?.BestRound ?? _trees.Count / _objective.OutputCount;
        var kept = _trees.Take(rounds * _objective.OutputCount).ToArray();
        return TreeEnsemble.Of(kept, _start, _options, _binned.Features);
    }

    static double[] Filled(int count, double value)
    {
        var filled = new double[count];
        Array.Fill(filled, value);
        return filled;
    }
}
