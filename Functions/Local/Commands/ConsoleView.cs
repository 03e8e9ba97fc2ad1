using CrmInsights.Local.Running;
using Spectre.Console;

namespace CrmInsights.Local.Commands;

/// <summary>Shows a <see cref="ProgressBoard"/>: bars on a terminal, plain lines elsewhere.</summary>
sealed class ConsoleView(ProgressBoard board, TimeProvider clock)
{
    static bool OnTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Shows progress until <paramref name="work"/> ends.</summary>
    public async Task ShowAsync(Func<Task> work)
    {
        board.Said += Say;
        try
        {
            await (OnTerminal ? ShowBarsAsync(work) : ShowLinesAsync(work));
        }
        finally
        {
            board.Said -= Say;
        }
    }

    static void Say(string sentence)
    {
        if (OnTerminal) AnsiConsole.MarkupLineInterpolated($"{sentence}");
        else Console.Out.WriteLine(sentence);
    }

    Task ShowBarsAsync(Func<Task> work) =>
        AnsiConsole.Progress().AutoClear(true).StartAsync(async view =>
        {
            var running = work();
            ProgressTask? bar = null;
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), clock);
            while (!running.IsCompleted)
            {
                bar = Draw(view, bar, board.Now);
                await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
            }
            bar?.StopTask();
            await running;
        });

    static ProgressTask? Draw(ProgressContext view, ProgressTask? bar, Running.Progress now)
    {
        if (bar is not null && bar.Description != Markup.Escape(now.Step))
        {
            bar.StopTask();
            bar = null;
        }
        if (now.Step.Length == 0) return bar;
        bar ??= view.AddTask(Markup.Escape(now.Step), maxValue: 1);
        bar.IsIndeterminate = now.Total == 0;
        bar.Value = now.Share;
        return bar;
    }

    async Task ShowLinesAsync(Func<Task> work)
    {
        var running = work();
        var last = "";
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (!running.IsCompleted)
        {
            var line = Line(board.Now);
            if (line.Length > 0 && line != last) Console.Out.WriteLine(last = line);
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
        }
        await running;
    }

    // A line for every tenth, not for every row.
    static string Line(Running.Progress now) => now.Total > 0 ? $"{now.Step}: {Math.Floor(now.Share * 10) * 10:0} %" : now.Step;
}
