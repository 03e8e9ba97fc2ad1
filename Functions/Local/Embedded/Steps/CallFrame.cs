using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>How deep in calls of plug-ins a session is.</summary>
/// <param name="Depth">1 for a call from outside.</param>
/// <param name="CorrelationId">The same for everything that one call from outside sets off.</param>
/// <param name="Parent">Context of the plug-in that calls; null outside and in jobs.</param>
sealed record CallFrame(int Depth, Guid CorrelationId, IPluginExecutionContext? Parent)
{
    /// <summary>Beyond this depth the platform takes the calls for an endless loop.</summary>
    public const int MostDepth = 8;

    public static CallFrame Outermost() => new(1, Guid.NewGuid(), null);

    /// <exception cref="OrganizationFaultException">Plug-ins call each other without end.</exception>
    public void ThrowIfEndless(string message, string table)
    {
        if (Depth <= MostDepth) return;
        throw new OrganizationFaultException(FaultCode.LoopDetected,
            $"The {message} of {table} was canceled because its plug-ins call each other in a loop: depth {Depth} is beyond {MostDepth}.");
    }

    public CallFrame Inner(IPluginExecutionContext parent) => new(Depth + 1, CorrelationId, parent);
}
