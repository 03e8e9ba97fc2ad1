namespace CrmInsights.Insights.Churn.Internals;

/// <summary>What came of a training, in words and figures.</summary>
sealed class Verdicts
{
    readonly Backtest _past;
    readonly Lineup _lineup;
    readonly ChurnHorizon _horizon;
    readonly Contest? _contest;

    public Verdicts(Backtest past, Lineup lineup, ChurnHorizon horizon)
    {
        (_past, _lineup, _horizon) = (past, lineup, horizon);
        _contest = Contest.Hold(lineup.Champion, lineup.Challengers, past.Labels);
        Gate = Judge();
        QualityJson = ((Winner ?? lineup.Challengers.FirstOrDefault()) is { } judged ? Figures(judged, Gate) : Figures(horizon, Gate, past)).ToJson();
    }

    public Entrant? Winner => _contest?.Winner;

    public GateVerdict Gate { get; }

    public string QualityJson { get; }

    /// <summary>The figures of a training that had nothing to measure, or only what has changed.</summary>
    public static ChurnFigures Figures(ChurnHorizon horizon, GateVerdict gate, Backtest? past = null) => new()
    {
        Decision = gate.Decision.ToString(),
        Sentences = gate.Sentences,
        Warnings = gate.Warnings,
        Horizon = HorizonFigures.Of(horizon),
        Windows = past is null ? null : WindowFigures.Of(past.Windows),
        OrderRates = past?.Regime.Rates,
        Stability = past?.Regime.Shifts.ToDictionary(shift => shift.Feature.Name, shift => ChurnFigures.Rounded(shift.Index)),
    };

    /// <summary>All that were tried, the winner first; nobody where none may score.</summary>
    public IReadOnlyList<ChurnContender> Contenders() => Winner is null
        ? []
        :
        [
            new(Winner.Name, Winner.Model, true, Gate.Sentences, QualityJson),
            .. _lineup.Challengers.Where(entrant => entrant.Model.Version != Winner.Model.Version).DistinctBy(entrant => entrant.Model.Version).Select(Loser),
        ];

    ChurnContender Loser(Entrant entrant)
    {
        var gate = Internals.Gate.Judge(entrant, _past);
        string[] verdict = [.. _contest!.Sentences(entrant), .. entrant.Passes ? [] : (string[])[Contest.NotBetter(entrant)]];
        return new(entrant.Name, entrant.Model, false, verdict, Figures(entrant, gate with { Sentences = [.. verdict, .. gate.Sentences.Skip(1)] }).ToJson());
    }

    GateVerdict Judge()
    {
        var judged = Winner is null
            ? _lineup.Challengers.Count == 0 ? Internals.Gate.Refuse() : Internals.Gate.Judge(_lineup.Challengers[0], _past)
            : Winner.Passes ? Internals.Gate.Judge(Winner, _past) : Internals.Gate.Keep(Winner, _past);
        return judged with { Sentences = [.. judged.Sentences, .. _contest?.Sentences() ?? [], .. NotBetter(), .. _lineup.Absent] };
    }

    IEnumerable<string> NotBetter() =>
        Winner is null ? [] : _lineup.Challengers.Where(entrant => !entrant.Passes && entrant != Winner).Select(Contest.NotBetter);

    ChurnFigures Figures(Entrant entrant, GateVerdict gate)
    {
        var others = _lineup.Challengers.Append(_lineup.Champion).OfType<Entrant>().Where(other => other.Model.Version != entrant.Model.Version);
        var bestRule = entrant.Comparisons.MaxBy(comparison => comparison.Baseline.Auc(_past.Labels))!.Baseline;
        return Figures(_horizon, gate, _past) with
        {
            Model = ModelFigures.Of(entrant),
            Quality = QualityFigures.Of(entrant.OnTest.Probabilities, _past.Labels),
            Baselines = [.. entrant.Comparisons.Select(comparison => BaselineFigures.Of(comparison, _past.Labels))],
            Contest = [.. (_contest?.Duels ?? []).Select(duel => DuelFigures.Of(duel, _past.Labels))],
            Gain = [.. others.Select(other => other.OnTest).Prepend(entrant.OnTest).Append(bestRule).Select(candidate => GainCurve.Of(candidate, _past.Labels))],
            Drivers = DriverFigures.Of(entrant.Model.Function, _past.Windows.Test),
        };
    }
}
