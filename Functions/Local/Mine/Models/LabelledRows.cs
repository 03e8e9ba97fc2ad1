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

    public static LabelledRows Read(ParseResult parsed, TrainedModel model, CancellationToken cancellation)
    {
        var features = KnownColumns.Read(parsed, model.Description.Columns, cancellation);
        if (TableInput.IsFloats(parsed))
            return new(features, parsed.GetValue(MineFlags.Labels) is { } file ? MineFiles.Read(file, stream => FloatReader.ReadLabels(stream, features.RowCount)) : null, null);
        return new(features, parsed.GetValue(MineFlags.Label) is { } label ? LabelsOf(parsed, label, model, cancellation) : null, GroupsOf(parsed, cancellation));
    }

    static int[]? GroupsOf(ParseResult parsed, CancellationToken cancellation) => parsed.GetValue(MineFlags.Group) is null
        ? null
        : MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => SideColumns.Take(parsed, TableReader.ReadCsv(stream, known: null, cancellation, SideColumns.Texts(parsed))).Side.GroupCounts());

    // The label's texts mean what they meant when the model was trained.
    static float[] LabelsOf(ParseResult parsed, string label, TrainedModel model, CancellationToken cancellation)
    {
        var known = new TableColumn(label, model.Description.LabelNames);
        return MineFiles.Read(parsed.GetRequiredValue(MineFlags.Data), stream => TableReader.ReadCsv(stream, [known], cancellation)).Features.Column(0);
    }
}
