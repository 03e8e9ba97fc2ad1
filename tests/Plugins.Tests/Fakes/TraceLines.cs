using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>Keeps what a step traces.</summary>
public sealed class TraceLines : ITracingService
{
    public List<string> Lines { get; } = [];

    public void Trace(string format, params object[] args) => Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));
}
