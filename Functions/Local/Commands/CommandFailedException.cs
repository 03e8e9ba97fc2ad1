namespace CrmInsights.Local.Commands;

/// <summary>A verb cannot go on. The message is shown as it is, without a stack: it says what was found and how to mend it.</summary>
sealed class CommandFailedException(string message) : Exception(message);
