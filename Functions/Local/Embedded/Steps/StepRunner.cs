using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Runs one step: makes its context, gives it services, calls the plug-in.</summary>
static class StepRunner
{
    /// <summary>Context of a step; its Target is the entity of the whole pipeline where there is one, so that steps see what earlier ones wrote.</summary>
    public static PluginContext Context(Step step, StepEvent raised, OrganizationState organization, PipelineState pipeline)
    {
        var context = new PluginContext(step, raised, organization)
        {
            InputParameters = pipeline.Input,
            SharedVariables = pipeline.Shared,
            ParentContext = pipeline.Parent,
            OperationId = pipeline.OperationId,
            OutputParameters = pipeline.Output,
        };
        foreach (var (alias, image) in raised.PreImages) context.PreEntityImages[alias] = Image(image);
        foreach (var (alias, image) in raised.PostImages) context.PostEntityImages[alias] = Image(image);
        Entity Image(TableRow image) => EntityRows.ToEntity(organization.Tables.Table(image.Table), image, keepsNull: false);
        if (raised.Message == Messages.Operation.Create && step.Stage == StepStage.PostOperation) context.OutputParameters["id"] = raised.Target.Id;
        return context;
    }

    public static void Run(Step step, OrganizationState organization, PluginServices services) => organization.Plugins.PluginOf(step).Execute(services);

    /// <summary>The parameters that the message was called with.</summary>
    public static ParameterCollection Input(IReadOnlyDictionary<string, TableDefinition> tables, StepEvent raised)
    {
        if (raised.Input is { } parameters) return Parameters(tables, parameters);
        return new()
        {
            ["Target"] = raised.Message == Messages.Operation.Delete
                ? new EntityReference(raised.Table, raised.Target.Id)
                : EntityRows.ToEntity(tables.Table(raised.Table), raised.Target, keepsNull: true),
        };
    }

    public static ParameterCollection Parameters(IReadOnlyDictionary<string, TableDefinition> tables, IReadOnlyList<ParameterValue> parameters)
    {
        var collection = new ParameterCollection();
        foreach (var (name, type, value) in parameters) collection[name] = ParameterValues.ToSdk(type, value, tables);
        return collection;
    }

    public static Dictionary<string, object?> Variables(PipelineState pipeline) => pipeline.Shared.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    public static ParameterCollection Shared(StepEvent raised)
    {
        var shared = new ParameterCollection();
        foreach (var (name, value) in raised.SharedVariables) shared[name] = value;
        return shared;
    }
}

/// <summary>What the steps of one operation share.</summary>
sealed record PipelineState(ParameterCollection Input, ParameterCollection Shared, IPluginExecutionContext? Parent, Guid OperationId)
{
    public ParameterCollection Output { get; init; } = [];
}
