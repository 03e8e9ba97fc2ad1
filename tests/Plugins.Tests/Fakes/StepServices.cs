using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>What the platform hands to one run of a step.</summary>
public sealed class StepServices : IServiceProvider, IOrganizationServiceFactory
{
    public StepServices() : this(new MemoryRows())
    {
    }

    public StepServices(MemoryRows rows) => Rows = rows;

    public StepContext Context { get; } = new();
    public MemoryRows Rows { get; }
    public TraceLines Trace { get; } = new();

    /// <summary>On whose behalf rows were read; null is SYSTEM.</summary>
    public List<Guid?> Users { get; } = [];

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IPluginExecutionContext)) return Context;
        if (serviceType == typeof(IOrganizationServiceFactory)) return this;
        return serviceType == typeof(ITracingService) ? Trace : null;
    }

    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        Users.Add(userId);
        return Rows;
    }

    /// <summary>Sets the environment variable ci_FunctionsUrl.</summary>
    public void SetFunctionsUrl(string? defaultValue, string? value = null)
    {
        var definition = new Entity("environmentvariabledefinition", Guid.NewGuid()) { ["schemaname"] = "ci_FunctionsUrl", ["defaultvalue"] = defaultValue };
        Rows.Put(definition);
        if (value is null) return;
        Rows.Put(new Entity("environmentvariablevalue", Guid.NewGuid())
        {
            ["environmentvariabledefinitionid"] = definition.ToEntityReference(),
            ["value"] = value,
        });
    }
}
