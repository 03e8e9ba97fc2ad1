using System.Net;

namespace CrmInsights.Dataverse;

/// <summary>Dataverse cannot be reached, or refuses a whole request.</summary>
public sealed class DataverseException : Exception
{
    /// <summary>Describes a request that got no useful answer.</summary>
    public DataverseException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>Describes a refusal.</summary>
    public DataverseException(HttpStatusCode status, string code, string message) : base(message) => (Status, Code) = (status, code);

    /// <summary>HTTP status; null where there was no answer.</summary>
    public HttpStatusCode? Status { get; }
    /// <summary>Dataverse's code, e.g. <c>0x80040220</c>; empty where it gave none.</summary>
    public string Code { get; } = "";
}
