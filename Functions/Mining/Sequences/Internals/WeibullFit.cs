namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>A Weibull distribution by maximum likelihood, open waits included.</summary>
/// <remarks>Cohen (1965), Technometrics 7: the scale follows from the shape, and the shape's equation rises, so bisection finds its only root.</remarks>
static class WeibullFit
{
    const double LowestShape = 1e-2;
    const double HighestShape = 1e3;    // waits that are all the same want an infinite shape

    /// <param name="durations">Waits above 0.</param>
    /// <param name="observed">Which of them ended; at least one.</param>
    public static WaitingCurve Of(IReadOnlyList<double> durations, IReadOnlyList<bool> observed)
    {
        var logs = durations.Select(duration => Math.Log(duration)).ToArray();
        var longest = logs.Max();
        var (eventCount, eventLogs) = (0, 0.0);
        for (var wait = 0; wait < logs.Length; wait++)
        {
            logs[wait] -= longest;              // so that powers never overflow
            if (!observed[wait]) continue;
            eventCount++;
            eventLogs += logs[wait];
        }
        var shape = Shape(logs, eventLogs / eventCount);
        var (sum, _) = Powers(logs, shape);
        return new WaitingCurve(shape, Math.Exp(longest + Math.Log(sum / eventCount) / shape), eventCount, logs.Length - eventCount);
    }

    static double Shape(double[] logs, double meanEventLog)
    {
        var (low, high) = (Math.Log(LowestShape), Math.Log(HighestShape));
        while (high - low > 1e-13)
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high) break;
            var shape = Math.Exp(middle);
            var (sum, weighted) = Powers(logs, shape);
            if (weighted / sum - 1 / shape - meanEventLog < 0) low = middle;
            else high = middle;
        }
        return Math.Exp((low + high) / 2);
    }

    static (double Sum, double Weighted) Powers(double[] logs, double shape)
    {
        var (sum, weighted) = (0.0, 0.0);
        foreach (var log in logs)
        {
            var power = Math.Exp(shape * log);
            sum += power;
            weighted += power * log;
        }
        return (sum, weighted);
    }
}
