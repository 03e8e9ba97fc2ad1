using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>A row of ci_play.</summary>
sealed class Play
{
    public const string Table = "ci_play";

    const int UsualDays = 3;
    const int UsualCapacity = 10;

    readonly Entity _row;

    public Play(Entity row) => _row = row;

    public static string[] Columns { get; } =
    [
        "ci_name", "ci_kind", "ci_trigger", "ci_fromband", "ci_toband", "ci_fromstage", "ci_tostage", "ci_subject", "ci_text", "ci_dueindays", "ci_capacity",
        "ci_holdout", "ci_priority",
    ];

    public Guid Id => _row.Id;
    public string Name => _row.Text("ci_name") ?? "(a play without a name)";
    public int Kind => _row.Choice("ci_kind") ?? PlayKind.Task;
    public string Subject => _row.Text("ci_subject") is { Length: > 0 } subject ? subject : Name + ": {account}";
    public string Text => _row.Text("ci_text") ?? "";
    public int DueInDays => _row.Whole("ci_dueindays") ?? UsualDays;

    /// <summary>Most actions that an owner gets on a day before this play waits.</summary>
    public int Capacity => Math.Max(0, _row.Whole("ci_capacity") ?? UsualCapacity);

    /// <summary>Percent of the customers.</summary>
    public decimal HoldOut => _row.Amount("ci_holdout") ?? 0m;
    public int Priority => _row.Whole("ci_priority") ?? int.MaxValue;

    public bool Fits(Crossing crossing) => _row.Choice("ci_trigger") switch
    {
        PlayTrigger.BandGetsWorse => FitsBand(crossing) && crossing.ToBand > crossing.FromBand,
        PlayTrigger.BandGetsBetter => FitsBand(crossing) && crossing.ToBand < crossing.FromBand,
        PlayTrigger.StageChanges => crossing.OfStage && Allows("ci_fromstage", crossing.FromStage) && Allows("ci_tostage", crossing.ToStage),
        _ => false,
    };

    bool FitsBand(Crossing crossing) => crossing.OfBand && Allows("ci_fromband", crossing.FromBand) && Allows("ci_toband", crossing.ToBand);

    bool Allows(string column, int? value) => _row.Choice(column) is not { } wanted || wanted == value;
}
