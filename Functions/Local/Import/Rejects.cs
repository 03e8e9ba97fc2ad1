using System.Globalization;
using System.Text;
using CsvHelper;

namespace CrmInsights.Local.Import;

/// <summary>Rows that were not imported, with the reason: rejected.csv.</summary>
sealed class Rejects : IDisposable
{
    readonly List<string> _examples = [];
    CsvWriter? _writer;

    /// <summary>Begins anew: the list of an earlier import is removed.</summary>
    public Rejects(string path)
    {
        Path = path;
        File.Delete(path);
    }

    /// <summary>Where the file is, once there is a rejected row.</summary>
    public string Path { get; }
    public int Count { get; private set; }

    public void Add(Reject reject)
    {
        _writer ??= Open();
        _writer.WriteRecord([reject.Place.File, reject.Place.Line.ToString(CultureInfo.InvariantCulture), reject.Column, reject.Reason, reject.ToDo]);
        if (Count++ < 3) _examples.Add($"{reject.Place.File}, line {reject.Place.Line}: {reject.Reason}. {reject.ToDo}");
    }

    /// <summary>How many were rejected, the first few with their reason, and where the others are. Nothing where there are none.</summary>
    public IEnumerable<string> Describe() =>
        Count == 0 ? [] : [$"{Count:N0} rows were not imported; all of them with reasons: {Path}", .. _examples];

    CsvWriter Open()
    {
        var writer = CsvWriter.Create(new StreamWriter(Path, append: false, new UTF8Encoding(true)), new CsvWriterOptions { HasHeader = false });
        writer.WriteRecord(["file", "line", "column", "reason", "what to do"]);
        return writer;
    }

    public void Dispose() => _writer?.Dispose();
}

/// <summary>One row that stays out.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Column">Column of the file that is wrong; empty where the whole line is.</param>
/// <param name="Reason">What was found and what was expected.</param>
/// <param name="ToDo">How to mend it.</param>
sealed record Reject(RowPlace Place, string Column, string Reason, string ToDo);
