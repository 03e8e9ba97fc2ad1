using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>The steps of one operation: pre-validation and pre-operation before the platform writes, post-operation after it; asynchronous ones become jobs.</summary>
sealed class StepPipeline
{
    readonly Operation _operation;
    readonly List<Step> _steps;
    readonly PipelineState _shared;
    StepEvent _raised;

    StepPipeline(Operation operation, List<Step> steps)
    {
        (_operation, _steps) = (operation, steps);
        var session = operation.Session;
        _raised = new StepEvent
        {
            Message = operation.Message,
            Table = operation.Table.LogicalName,
            Target = Copy(operation.Target),
            UserId = session.Caller.UserId,
            InitiatingUserId = session.Frame.Parent?.InitiatingUserId ?? session.Caller.UserId,
            CorrelationId = session.Frame.CorrelationId,
            Depth = session.Frame.Depth,
            CreatedOn = session.Transaction.Now,
            SharedVariables = session.Caller.Tag is { } tag ? new() { ["tag"] = tag } : new Dictionary<string, object?>(),
        };
        _shared = new PipelineState(StepRunner.Input(operation.Table, _raised), StepRunner.Shared(_raised), session.Frame.Parent, Guid.Empty);
    }

    /// <summary>The pipeline of an operation; null where no step listens.</summary>
    /// <exception cref="OrganizationFaultException">Plug-ins call each other without end.</exception>
    public static StepPipeline? Of(Operation operation)
    {
        var session = operation.Session;
        var steps = session.Transaction.Organization.Steps.On(operation.Message, operation.Table.LogicalName);
        steps.RemoveAll(step => step.IsAsync ? session.Caller.BypassAsync : session.Caller.BypassSync);
        if (operation.Message == Operation.Update) steps.RemoveAll(step => step.FilteringAttributes.Count > 0 && !step.FilteringAttributes.Any(operation.Carries));
        if (steps.Count == 0) return null;
        if (session.Frame.Depth > CallFrame.MostDepth)
        {
            throw new OrganizationFaultException(FaultCode.LoopDetected,
                $"The {operation.Message} of {operation.Table.LogicalName} was canceled because its plug-ins call each other in a loop: depth {session.Frame.Depth} is beyond {CallFrame.MostDepth}.");
        }
        return new StepPipeline(operation, steps);
    }

    public void RunBefore()
    {
        var ran = Run(step => step.Stage != StepStage.PostOperation);
        if (ran == 0 || _operation.Message == Operation.Delete) return;
        var target = EntityRows.ToRow((Entity)_shared.Input["Target"]);
        _operation.Replace(RowCheck.Checked(_operation.Table, target, column => _operation.IsCreate ? column.ValidForCreate : column.ValidForUpdate));
        _raised = _raised with { Target = Copy(_operation.Target) };
    }

    public void RunAfter()
    {
        Run(step => step.Stage == StepStage.PostOperation && !step.IsAsync);
        foreach (var step in _steps.Where(step => step.IsAsync)) JobRows.Add(_operation.Session, step, WithImages(step) with { SharedVariables = Variables() });
    }

    int Run(Func<Step, bool> isNow)
    {
        var now = _steps.Where(step => !step.IsAsync && isNow(step)).OrderBy(step => step.Stage).ToList();
        foreach (var step in now) Run(step);
        return now.Count;
    }

    void Run(Step step)
    {
        var session = _operation.Session;
        var organization = session.Transaction.Organization;
        var context = StepRunner.Context(step, WithImages(step), organization, _shared);
        var services = new PluginServices(context, user => new OrganizationService(new InnerSessions(session.As(user, context)), organization.Tables), organization.Facts.SystemUserId);
        try
        {
            StepRunner.Run(step, organization, services);
        }
        catch (Exception error) when (error is not OrganizationFaultException)
        {
            // Whatever a plug-in throws ends the operation; the platform tells its own exception from an accident.
            throw error is InvalidPluginExecutionException
                ? new OrganizationFaultException(FaultCode.IsvAborted, error.Message)
                : new OrganizationFaultException(FaultCode.IsvUnexpected, $"Unexpected exception from plug-in (Execute): {step.TypeName}: {error.GetType().Name}: {error.Message}");
        }
    }

    StepEvent WithImages(Step step)
    {
        if (step.Images.Count == 0) return _raised;
        return _raised with
        {
            PreImages = StepEvent.Images(step.Images.Where(image => image.IsPre), _operation.Table, _operation.Before),
            PostImages = step.Stage == StepStage.PostOperation && _operation.Message != Operation.Delete
                ? StepEvent.Images(step.Images.Where(image => image.IsPost), _operation.Table, _operation.After())
                : new Dictionary<string, TableRow>(),
        };
    }

    Dictionary<string, object?> Variables() => _shared.Shared.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    static TableRow Copy(TableRow row) => new(row.Table, row.Id) { Values = new(row.Values, StringComparer.Ordinal) };

    /// <summary>Calls of a synchronous plug-in happen in the transaction it runs in.</summary>
    sealed class InnerSessions(Session session) : IPluginSessions
    {
        public T Read<T>(Func<IOrganizationSession, T> work) => work(session);
        public T Write<T>(Func<IOrganizationSession, T> work) => work(session);
    }
}
