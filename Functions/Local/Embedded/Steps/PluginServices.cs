using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>What a plug-in may ask the platform for. Its trace ends up in the job's message or the fault.</summary>
/// <param name="context">The execution context.</param>
/// <param name="serviceFor">Makes the organization service that acts as a user.</param>
/// <param name="systemUserId">SYSTEM, who stands for null.</param>
sealed class PluginServices(IPluginExecutionContext context, Func<Guid, IOrganizationService> serviceFor, Guid systemUserId)
    : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    readonly List<string> _trace = [];

    public string TraceText => string.Join(Environment.NewLine, _trace);

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IPluginExecutionContext) || serviceType == typeof(IExecutionContext)) return context;
        return serviceType == typeof(IOrganizationServiceFactory) || serviceType == typeof(ITracingService) ? this : null;
    }

    public IOrganizationService CreateOrganizationService(Guid? userId) =>
        serviceFor(userId is not { } id ? systemUserId : id == Guid.Empty ? context.UserId : id);

    public void Trace(string format, params object[] args) =>
        _trace.Add(args is { Length: > 0 } ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args) : format);
}
