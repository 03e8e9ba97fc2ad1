using System;

namespace CrmInsights.Plugins;

/// <summary>The clock of the machine.</summary>
sealed class SystemClock : IClock
{
    public static SystemClock Instance { get; } = new();

#pragma warning disable RS0030 // The one place that may ask: .NET Framework has no TimeProvider.
    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;
#pragma warning restore RS0030
}
