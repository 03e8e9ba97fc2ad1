using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>One call of a custom API that is bound to a customer.</summary>
sealed class ApiCall
{
    readonly IPluginExecutionContext _context;
    readonly IOrganizationServiceFactory _services;

    public ApiCall(IServiceProvider serviceProvider)
    {
        _context = serviceProvider.Get<IPluginExecutionContext>();
        _services = serviceProvider.Get<IOrganizationServiceFactory>();
        System = _services.CreateOrganizationService(null);
    }

    /// <summary>Acts as SYSTEM: the rules of plays hold for every caller.</summary>
    public IOrganizationService System { get; }

    public DateTime Time => _context.OperationCreatedOn;

    public EntityReference Customer => _context.RowOf();

    /// <summary>The customer as the caller may see it.</summary>
    public PlayCustomer ReadCustomer()
    {
        var customer = Customer;
        return PlayCustomer.Read(customer, _services.CreateOrganizationService(_context.UserId))
            ?? throw Refuse($"The {customer.LogicalName} {customer.Id} does not exist, or you may not see it.");
    }

    public T? Input<T>(string name) => _context.InputParameters.TryGetValue(name, out var value) && value is T given ? given : default;

    public void Output(string name, object value) => _context.OutputParameters[name] = value;

    public static InvalidPluginExecutionException Refuse(string message) => new(OperationStatus.Failed, message);
}
