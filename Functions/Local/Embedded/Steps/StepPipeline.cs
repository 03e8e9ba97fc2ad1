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
        _raised = StepEvent.Of(session, operation.Message, Copy(operation.Target));
        _shared = new PipelineState(StepRunner.Input(session.Transaction.Tables, _raised), StepRunner.Shared(_raised), session.Frame.Parent, Guid.Empty);
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
        session.Frame.ThrowIfEndless(operation.Message, operation.Table.LogicalName);
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
        foreach (var step in _steps.Where(step => step.IsAsync)) JobRows.Add(_operation.Session, step, WithImages(step) with { SharedVariables = StepRunner.Variables(_shared) });
    }

    int Run(Func<Step, bool> isNow)
    {
        var now = _steps.Where(step => !step.IsAsync && isNow(step)).OrderBy(step => step.Stage).ToList();
        foreach (var step in now) SynchronousStep.Run(_operation.Session, step, WithImages(step), _shared);
        return now.Count;
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

    static TableRow Copy(TableRow row) => new(row.Table, row.Id) { Values = new(row.Values, StringComparer.Ordinal) };
}
