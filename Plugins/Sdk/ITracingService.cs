namespace Microsoft.Xrm.Sdk;

/// <summary>Writes lines that an administrator reads in the plug-in trace log.</summary>
public interface ITracingService
{
    void Trace(string format, params object[] args);
}
