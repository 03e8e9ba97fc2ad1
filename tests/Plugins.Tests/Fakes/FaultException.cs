namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>A refusal of the platform. The genuine type is not in every run-time, so plug-ins must not know it.</summary>
public sealed class FaultException(string message) : Exception(message);
