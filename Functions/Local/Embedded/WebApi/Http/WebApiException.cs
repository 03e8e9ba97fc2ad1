using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>An error that the Web API itself finds, with its HTTP status and code.</summary>
sealed class WebApiException(int status, uint code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public uint Code { get; } = code;

    /// <summary>The request is not good OData: 400 with the code of Dataverse's OData layer.</summary>
    public static WebApiException OData(string message) => new(400, (uint)FaultCode.ODataError, message);

    /// <summary>The request body is not what was expected.</summary>
    public static WebApiException Payload(string message) => new(400, (uint)FaultCode.BadPayload, message);

    /// <summary>Dataverse can do it, this server cannot.</summary>
    public static WebApiException NotThere(string feature) =>
        new(501, (uint)FaultCode.Unsupported, $"'{feature}' is not part of the embedded Dataverse.");

    public static WebApiException NoSuchSegment(string segment) =>
        new(404, (uint)FaultCode.ODataError, $"Resource not found for the segment '{segment}'.");

    public static WebApiException Method(string method, string resource) =>
        new(405, (uint)FaultCode.ODataError, $"The method {method} is not allowed on {resource}.");

    public static WebApiException NoSuchRow(string table, Guid id) =>
        new(404, (uint)FaultCode.ObjectDoesNotExist, $"{table} With Id = {id} Does Not Exist");

    public static WebApiException NoSuchKey(string table) =>
        new(404, (uint)FaultCode.RecordNotFoundByKey, $"A record of {table} with the specified key values does not exist.");

    public static WebApiException Exists() =>
        new(412, (uint)FaultCode.DuplicateRecord, "A record with matching key values already exists.");

    public static WebApiException Stale() =>
        new(412, (uint)FaultCode.VersionMismatch, "The version of the existing record doesn't match the RowVersion property provided.");
}
