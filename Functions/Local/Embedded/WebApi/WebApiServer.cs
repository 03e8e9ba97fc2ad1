using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Answers requests on an organisation, whatever carried them.</summary>
sealed class WebApiServer(IOrganization organization)
{
    WebApiModel? _model;

    public IOrganization Organization => organization;

    /// <summary>The model of the present metadata.</summary>
    public WebApiModel Model
    {
        get
        {
            var (tables, customApis) = (organization.Tables, organization.CustomApis);
            var model = _model;
            return model is not null && ReferenceEquals(model.Source, tables) && ReferenceEquals(model.CustomApis, customApis) ? model : _model = new WebApiModel(tables, customApis);
        }
    }

    public static bool IsRead(WebApiRequest request) => request.Method == "GET";

    public async Task<WebApiResponse> Answer(WebApiRequest request, CancellationToken cancellation)
    {
        try
        {
            var call = new Call(request, Model, organization);
            var operation = Router.Route(call);
            return operation.Writes
                ? await organization.WriteAsync(request.Caller, session => Run(call, operation, session), cancellation)
                : await organization.ReadAsync(request.Caller, session => Run(call, operation, session), cancellation);
        }
        catch (Exception error) when (ErrorAnswers.Expected(error))
        {
            return ErrorAnswers.Of(error);
        }
    }

    /// <summary>Answers inside of a transaction that others share; faults are exceptions.</summary>
    public WebApiResponse Answer(WebApiRequest request, IOrganizationSession session)
    {
        var call = new Call(request, Model, organization);
        return Run(call, Router.Route(call), session);
    }

    static WebApiResponse Run(Call call, Operation operation, IOrganizationSession session)
    {
        call.Session = session;
        return call.Prefer.Confirm(operation.Run(call));
    }
}
