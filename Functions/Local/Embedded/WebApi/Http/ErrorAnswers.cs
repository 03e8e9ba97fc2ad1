using System.Globalization;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Turns what went wrong into Dataverse's error body and HTTP status.</summary>
static class ErrorAnswers
{
    /// <summary>True for the faults that a request can cause; anything else is a defect of the server.</summary>
    public static bool Expected(Exception error) => error
        is WebApiException or OrganizationFaultException or ODataException or JsonException or UriFormatException
        or BadHttpRequestException or NotSupportedException;

    public static WebApiResponse Of(Exception error) => error switch
    {
        WebApiException fault => Body(fault.Status, fault.Code, fault.Message),
        OrganizationFaultException fault => Body(Status(fault.Code), (uint)fault.Code, fault.Message),
        ODataUnrecognizedPathException or ODataException or UriFormatException => Body(400, (uint)FaultCode.ODataError, error.Message),
        JsonException json => Body(400, (uint)FaultCode.BadPayload, $"The request body is not valid JSON: {json.Message}"),
        BadHttpRequestException { StatusCode: 413 } => Body(413, 0x8004418A, "The request body is larger than this server takes."),
        BadHttpRequestException bad => Body(bad.StatusCode, (uint)FaultCode.InvalidArgument, bad.Message),
        NotSupportedException refused => Body(501, (uint)FaultCode.Unsupported, refused.Message),
        _ => Body(500, 0x80040216, $"The embedded Dataverse failed: {error.GetType().Name}: {error.Message}"),
    };

    static int Status(FaultCode code) => code switch
    {
        FaultCode.PrivilegeDenied => 403,
        FaultCode.ObjectDoesNotExist or FaultCode.RecordNotFoundByKey => 404,
        FaultCode.CannotDeleteDueToAssociation => 405,
        FaultCode.DuplicateRecord or FaultCode.DuplicateKey or FaultCode.VersionMismatch => 412,
        FaultCode.Unsupported => 501,
        _ => 400,
    };

    static WebApiResponse Body(int status, uint code, string message)
    {
        var response = new WebApiResponse(status);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", string.Create(CultureInfo.InvariantCulture, $"0x{code:x8}"));
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
        return response;
    }
}
