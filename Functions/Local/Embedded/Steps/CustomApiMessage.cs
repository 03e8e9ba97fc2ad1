using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>A call of a custom API: steps before, the API's own plug-in as the main operation, steps after; asynchronous ones become jobs.</summary>
sealed class CustomApiMessage
{
    const string Target = "Target";

    readonly Session _session;
    readonly CustomApi _api;
    readonly StepEvent _raised;
    readonly PipelineState _shared;

    CustomApiMessage(Session session, CustomApi api, MessageCall call)
    {
        (_session, _api) = (session, api);
        _raised = StepEvent.Of(session, api.Name, new TableRow(api.Table ?? StepEvent.NoTable, call.Target?.Id ?? Guid.Empty)) with { Input = Input(api, call) };
        _shared = new PipelineState(StepRunner.Input(session.Transaction.Tables, _raised), StepRunner.Shared(_raised), session.Frame.Parent, Guid.Empty);
    }

    public static IReadOnlyDictionary<string, object?> Run(Session session, MessageCall call)
    {
        var organization = session.Transaction.Organization;
        if (!organization.CustomApis.TryGetValue(call.Message, out var api))
            throw new OrganizationFaultException(FaultCode.ObjectDoesNotExist, $"The message '{call.Message}' does not exist in this organisation.");
        session.Frame.ThrowIfEndless(api.Name, api.Table ?? StepEvent.NoTable);
        return new CustomApiMessage(session, api, call).Run();
    }

    Dictionary<string, object?> Run()
    {
        var caller = _session.Caller;
        var steps = _session.Transaction.Organization.Steps.On(_api.Name, _api.Table ?? StepEvent.NoTable);
        steps.RemoveAll(step => step.IsAsync ? caller.BypassAsync : caller.BypassSync);
        foreach (var step in steps.Where(step => step.Stage < StepStage.MainOperation).OrderBy(step => step.Stage)) Run(step);
        if (_api.Plugin is { } plugin) Run(MainOperation(plugin.AssemblyId, plugin.TypeName));
        foreach (var step in steps.Where(step => step is { Stage: StepStage.PostOperation, IsAsync: false })) Run(step);
        var answer = Answer();
        foreach (var step in steps.Where(step => step.IsAsync)) JobRows.Add(_session, step, _raised with { Output = Values(_api.Response, answer), SharedVariables = StepRunner.Variables(_shared) });
        return answer;
    }

    void Run(Step step) => SynchronousStep.Run(_session, step, _raised, _shared);

    Step MainOperation(Guid assembly, string type) => new()
    {
        Id = _api.Id,
        Name = _api.Name,
        Message = _api.Name,
        Table = _api.Table,
        Stage = StepStage.MainOperation,
        IsAsync = false,
        Rank = 0,
        FilteringAttributes = [],
        DeletesJobOnSuccess = false,
        ImpersonatedUserId = null,
        AssemblyId = assembly,
        TypeName = type,
        UnsecureConfiguration = null,
        SecureConfiguration = null,
        Images = [],
    };

    /// <summary>What the call has to carry, and nothing else.</summary>
    static List<ParameterValue> Input(CustomApi api, MessageCall call)
    {
        if (api.Binding == BindingType.Table && call.Target is null) throw Wrong($"Required field '{Target}' is missing for the request '{api.Name}', which is bound to a row of {api.Table}.");
        if (call.Target is { } target && target.Table != api.Table) throw Wrong($"The request '{api.Name}' is bound to {api.Table ?? "no table"}; found a {Target} of {target.Table}.");
        var unknown = call.Parameters.Keys.FirstOrDefault(name => !api.Request.Any(parameter => parameter.Name == name));
        if (unknown is not null) throw Wrong($"The request '{api.Name}' has no parameter '{unknown}'; it has {string.Join(", ", api.Request.Select(parameter => parameter.Name))}.");
        var missing = api.Request.FirstOrDefault(parameter => !parameter.IsOptional && call.Parameters.GetValueOrDefault(parameter.Name) is null);
        if (missing is not null) throw Wrong($"Required field '{missing.Name}' is missing for the request '{api.Name}'.");
        List<ParameterValue> values = call.Target is { } row ? [new(Target, ParameterType.EntityReference, row)] : [];
        return [.. values, .. Values(api.Request, call.Parameters).Select(value => value with { Value = Checked(api, value) })];
    }

    static object? Checked(CustomApi api, ParameterValue value) =>
        value.Value is null ? null : ParameterValues.Checked(api.Name, new ApiParameter(value.Name, value.Type, true), value.Value);

    static List<ParameterValue> Values(IEnumerable<ApiParameter> declared, IReadOnlyDictionary<string, object?> given) =>
        [.. declared.Where(parameter => given.ContainsKey(parameter.Name)).Select(parameter => new ParameterValue(parameter.Name, parameter.Type, given[parameter.Name]))];

    /// <summary>What the plug-in set and the API declares.</summary>
    Dictionary<string, object?> Answer()
    {
        var answer = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in _api.Response)
        {
            if (!_shared.Output.TryGetValue(property.Name, out var value)) continue;
            var plain = ParameterValues.FromSdk(property.Name, value);
            answer[property.Name] = plain is null ? null : ParameterValues.Checked(_api.Name, property, plain);
        }
        return answer;
    }

    static OrganizationFaultException Wrong(string message) => new(FaultCode.InvalidArgument, message);
}
