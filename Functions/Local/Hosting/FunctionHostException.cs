namespace CrmInsights.Local.Hosting;

/// <summary>The function app cannot be hosted as it is; the message says what to mend.</summary>
sealed class FunctionHostException(string message, Exception? inner = null) : Exception(message, inner);
