namespace CrmInsights.App.Events;

/// <summary>An event that is not taken: the HTTP status to answer, and what was found, expected and where.</summary>
sealed class EventFaultException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static EventFaultException Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
