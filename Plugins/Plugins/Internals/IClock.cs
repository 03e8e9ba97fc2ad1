using System;

namespace CrmInsights.Plugins;

/// <summary>The time; .NET Framework has no TimeProvider.</summary>
interface IClock
{
    DateTimeOffset UtcNow { get; }
}
