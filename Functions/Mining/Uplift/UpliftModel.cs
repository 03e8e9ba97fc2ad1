using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Uplift.Internals;

namespace CrmInsights.Mining.Uplift;

/// <summary>A fitted uplift model. Immutable and thread-safe.</summary>
public sealed class UpliftModel
{
    const string Format = "crminsights-uplift";
    const int FormatVersion = 1;

    readonly double _treatedShare;
    readonly OutcomeModel[] _parts;                         // one, or that of the treated and that of the others

    internal UpliftModel(UpliftMethod method, double treatedShare, OutcomeModel[] parts) =>
        (Method, _treatedShare, _parts) = (method, treatedShare, parts);

    /// <summary>How the effect was estimated.</summary>
    public UpliftMethod Method { get; }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _parts[0].Trees.FeatureCount;

    /// <summary>Effect of the treatment on the outcome of one row: a difference of probabilities or of amounts.</summary>
    public double Predict(ReadOnlySpan<float> row) => Method switch
    {
        UpliftMethod.TwoModel => _parts[0].Mean(row) - _parts[1].Mean(row),
        UpliftMethod.ClassTransformation => 2 * _parts[0].Mean(row) - 1,
        UpliftMethod.XLearner => (1 - _treatedShare) * _parts[0].Mean(row) + _treatedShare * _parts[1].Mean(row),
        _ => _parts[0].Mean(row),
    };

    /// <summary>Effects, one a row.</summary>
    /// <param name="rows">The rows, NaN = missing.</param>
    /// <param name="uplifts">Filled; one a row.</param>
    /// <param name="run">Cancellation and progress; one thread is used.</param>
    public void Predict(FeatureMatrix rows, Span<double> uplifts, RunContext? run = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(uplifts.Length, rows.RowCount, nameof(uplifts));
        for (var row = 0; row < rows.RowCount; row++)
        {
            run?.ReportRow(row, rows.RowCount);
            uplifts[row] = Predict(rows.Row(row));
        }
    }

    /// <summary>Writes the model as versioned JSON that holds the trees in LightGBM's text format.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Text("method", Method.ToString());
        writer.Number("treatedShare", _treatedShare);
        writer.Number("parts", _parts.Length);
        for (var part = 0; part < _parts.Length; part++)
        {
            using var text = new MemoryStream();
            _parts[part].Trees.Save(text);
            writer.Flag($"isProbability{part}", _parts[part].IsProbability);
            writer.Text($"trees{part}", Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length)));
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing or unknown, or damaged trees; the message says which.</exception>
    public static UpliftModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var named = Enum.TryParse<UpliftMethod>(reader.Text("method"), out var method);
        reader.Require(named && Enum.IsDefined(method), "method", "TwoModel, ClassTransformation, XLearner or DoublyRobust");
        var share = reader.Finite("treatedShare");
        reader.Require(share > 0 && share < 1, "treatedShare", "a number between 0 and 1");
        var count = reader.Finite("parts");
        reader.Require(count == (method is UpliftMethod.TwoModel or UpliftMethod.XLearner ? 2 : 1), "parts", "2 for TwoModel and XLearner, else 1");
        var parts = new OutcomeModel[(int)count];
        for (var part = 0; part < parts.Length; part++)
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(reader.Text($"trees{part}")));
            parts[part] = new OutcomeModel(TreeEnsemble.Load(text), reader.Flag($"isProbability{part}"));
            reader.Require(parts[part].Trees.OutputCount == 1, $"trees{part}", "trees with one output");
            reader.Require(parts[part].Trees.FeatureCount == parts[0].Trees.FeatureCount, $"trees{part}", "trees of the same features as the first part");
        }
        reader.End();
        return new UpliftModel(method, share, parts);
    }
}
