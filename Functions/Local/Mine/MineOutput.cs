using System.CommandLine;
using System.Globalization;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Mine;

/// <summary>Shows a result to a person, and writes the files that were asked for.</summary>
static class MineOutput
{
    const int LinesShown = 20;

    public static async Task<int> FinishAsync(ParseResult parsed, MineResult result, IEnumerable<string> lines, CancellationToken cancellation)
    {
        result = result with { PeakMegabytes = Stage.PeakMegabytes() };
        foreach (var line in Facts(result)) Console.Out.WriteLine(line);
        foreach (var line in lines.Take(LinesShown)) Console.Out.WriteLine("  " + line);
        if (parsed.GetValue(MineFlags.Json) is { } json) await WriteAsync(json, result.ToJson(), cancellation);
        return ExitCode.Done;
    }

    /// <summary>Writes rows of results as CSV, whole or not at all.</summary>
    public static async Task WriteRowsAsync(ParseResult parsed, string header, IEnumerable<string> rows, CancellationToken cancellation)
    {
        if (parsed.GetValue(MineFlags.Out) is not { } file) return;
        await ReplaceAsync(file, async path =>
        {
            await using var writer = new StreamWriter(path);
            await writer.WriteLineAsync(header.AsMemory(), cancellation);
            foreach (var row in rows) await writer.WriteLineAsync(row.AsMemory(), cancellation);
        });
    }

    public static Task WriteAsync(FileInfo file, string text, CancellationToken cancellation) =>
        ReplaceAsync(file, path => File.WriteAllTextAsync(path, text, cancellation));

    /// <summary>Writes what a model saves, whole or not at all.</summary>
    public static Task WriteAsync(FileInfo file, Action<Stream> save) => ReplaceAsync(file, async path =>
    {
        await using var stream = File.Create(path);
        save(stream);
    });

    /// <summary>A field of a CSV row.</summary>
    public static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes beside the file and moves it there, so that an end half-way leaves the old file.</summary>
    static async Task ReplaceAsync(FileInfo file, Func<string, Task> write)
    {
        var half = file.FullName + ".part";
        try
        {
            await write(half);
            File.Move(half, file.FullName, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file.FullName} cannot be written: {failure.Message}");
        }
    }

    static IEnumerable<string> Facts(MineResult result)
    {
        yield return $"{result.Task}: {Join(Part("rows", result.Rows, "N0"), Part("columns", result.Columns, "N0"), Part("found", result.Count, "N0"), Part("longest", result.Longest, "N0"), Part("amount", (double?)result.Amount, "N2"), Part("iterations", result.Iterations, "N0"))}";
        yield return Join(Part("load s", result.LoadSeconds), Part("fit s", result.FitSeconds), Part("fit CPU s", result.FitCpuSeconds), Part("peak MB", result.PeakMegabytes, "N0"),
            Part("rows scored/s", result.ScoreRowsPerSecond, "N0"), Part("one row us", result.ScoreOneMicroseconds), Part("rows explained/s", result.ExplainRowsPerSecond, "N0"));
        if (result.LogLikelihood is not null || result.Inertia is not null) yield return Join(Part("log-likelihood", result.LogLikelihood), Part("inertia", result.Inertia, "G17"));
        foreach (var values in new[] { result.Parameters, result.Quality })
            if (values is { Count: > 0 }) yield return Join([.. values.Select(value => Part(value.Key, value.Value, "G6"))]);
    }

    static string Part(string name, double? value, string format = "0.###") =>
        value is { } number ? $"{name} {number.ToString(format, CultureInfo.InvariantCulture)}" : "";

    static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}
