using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine;

/// <summary>One run of a verb: its steps with the time each takes, and the one way to show and write what came of them.</summary>
sealed class MineRun(string task, ParseResult parsed, CancellationToken cancellation)
{
    double? _loadSeconds;
    double? _fitSeconds;
    double? _fitCpuSeconds;

    public ParseResult Parsed => parsed;
    public CancellationToken Cancellation => cancellation;
    public RunContext Context { get; private set; } = MineFlags.Run(parsed, cancellation);
    public int Seed => parsed.GetValue(MineFlags.Seed);

    /// <summary>Reads what the verb works on.</summary>
    public T Load<T>(Func<T> read)
    {
        (var result, _loadSeconds, _) = Stage.Measure(read);
        return result;
    }

    /// <summary>Does the verb's work; what the engine refuses is said with the name of the file.</summary>
    public T Fit<T>(Func<T> work)
    {
        using var progress = new PercentLine(task);
        Context = Context with { Progress = progress };
        try
        {
            (var result, _fitSeconds, _fitCpuSeconds) = Stage.Measure(work);
            return result;
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException or InvalidOperationException or NotSupportedException)
        {
            throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: {Sentence(wrong)}");
        }
    }

    // The runtime adds the parameter's name and the value as lines of their own, which say nothing to who typed a flag.
    static string Sentence(Exception wrong)
    {
        var sentence = wrong.Message.Split('\n')[0].Trim();
        var parameter = sentence.IndexOf(" (Parameter '", StringComparison.Ordinal);
        if (parameter >= 0) sentence = sentence[..parameter];
        return wrong is ArgumentOutOfRangeException { ActualValue: { } found, ParamName: { } name } && !sentence.Contains(name, StringComparison.Ordinal) ? $"{name} is {found}. {sentence}" : sentence;
    }

    public Task WriteRowsAsync(string header, IEnumerable<string> rows) => MineOutput.WriteRowsAsync(parsed, header, rows, cancellation);

    /// <summary>Shows the result with its times, and writes the JSON that was asked for.</summary>
    public Task<int> FinishAsync(MineResult found, IEnumerable<string> lines) => MineOutput.FinishAsync(parsed, found with
    {
        Task = task,
        Threads = Context.MaxThreads,
        LoadSeconds = _loadSeconds,
        FitSeconds = _fitSeconds,
        FitCpuSeconds = _fitCpuSeconds,
    }, lines, cancellation);
}
