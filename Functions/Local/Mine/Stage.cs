using System.Diagnostics;

namespace CrmInsights.Local.Mine;

/// <summary>Measures one stage of a verb: wall and processor seconds.</summary>
static class Stage
{
    public static (T Result, double Seconds, double CpuSeconds) Measure<T>(Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var (began, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var result = work();
        process.Refresh();
        return (result, Stopwatch.GetElapsedTime(began).TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
    }

    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
