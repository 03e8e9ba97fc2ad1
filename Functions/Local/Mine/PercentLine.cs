using System.Globalization;

namespace CrmInsights.Local.Mine;

/// <summary>Progress of a fit on a terminal: one line that is written over and wiped in the end. Files and pipes get none.</summary>
sealed class PercentLine(string task) : IProgress<double>, IDisposable
{
    int _shown = -1;

    public void Report(double value)
    {
        var percent = (int)(value * 100);
        if (Console.IsErrorRedirected || percent <= _shown) return;
        _shown = percent;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{task} {percent,3} %"));
    }

    public void Dispose()
    {
        if (_shown >= 0) Console.Error.Write("\r" + new string(' ', task.Length + 6) + "\r");
    }
}
