using System.CommandLine;
using CrmInsights.Local.Mine.Tables;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Local.Mine.Models;

/// <summary>Rows in the columns a model knows, with labels and lists where the file has them.</summary>
sealed record LabelledRows(FeatureMatrix Features, float[]? Labels, int[]? Groups)
{
    /// <summary>The rows as rows to test on; null without labels.</summary>
    public TrainingData? Data => Labels is null ? null : new TrainingData { Features = Features, Labels = Labels, Groups = Groups };

    /// <summary>Reads --data.</summary>
    /// <param name="parsed">The flags.</param>
    /// <param name="model">Its columns are taken, in its order.</param>
    /// <param name="label">Column of the label in a CSV file; null where the file needs none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static LabelledRows Read(ParseResult parsed, TrainedModel model, string? label, CancellationToken cancellation)
    {
        var features = KnownColumns.Read(parsed, model.Description.Columns, cancellation);
        if (TableInput.IsFloats(parsed))
            return new(features, parsed.GetValue(MineFlags.Labels) is { } file ? MineFiles.Read(file, stream => FloatReader.ReadLabels(stream, features.RowCount)) : null, null);
        return new(features, label is null ? null : LabelsOf(parsed, label, model, cancellation), GroupsOf(parsed, cancellation));
    }

    static int[]? GroupsOf(ParseResult parsed, CancellationToken cancellation) => parsed.GetValue(MineFlags.Group) is null
        ? null
        : MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => SideColumns.Take(parsed, TableReader.ReadCsv(stream, known: null, cancellation, SideColumns.Texts(parsed))).Side.GroupCounts());

    // The label's texts mean what they meant when the model was trained.
    static float[] LabelsOf(ParseResult parsed, string label, TrainedModel model, CancellationToken cancellation)
    {
        var names = model.Description.LabelNames;
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream =>
        {
            var labels = TableReader.ReadCsv(stream, [new TableColumn(label, names)], cancellation).Features.Column(0);
            var wrong = Array.FindIndex(labels, value => float.IsNaN(value) || names.Count > 0 && value >= names.Count);
            if (wrong < 0) return labels;
            var found = float.IsNaN(labels[wrong]) ? "no value" : "an unknown value";
            throw new InvalidDataException($"row {wrong + 1} has {found} in the label column \"{label}\"; {(names.Count > 0 ? string.Join(" or ", names.Take(20)) : "a number")} was expected.");
        });
    }
}
