using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Messages;

/// <summary>statecode and statuscode agree, always: a state alone brings its first status along, a status alone has to belong to the row's state.</summary>
static class StateRules
{
    public static void OnCreate(Operation operation)
    {
        if (!operation.Table.Columns.TryGetValue("statecode", out var states)) return;
        operation.Default("statecode", states.Options[0].Value);
        operation.Default("statuscode", FirstStatus(operation.Table, operation["statecode"]));
        Check(operation);
    }

    public static void OnUpdate(Operation operation)
    {
        if (!operation.Carries("statecode") && !operation.Carries("statuscode")) return;
        if (!operation.Carries("statuscode") && !Equals(operation["statecode"], operation.Before!["statecode"]))
            operation["statuscode"] = FirstStatus(operation.Table, operation["statecode"]);
        Check(operation);
    }

    static int FirstStatus(TableDefinition table, object? state) =>
        table.Column("statuscode").Options.FirstOrDefault(status => Equals(status.State, state))?.Value
            ?? throw Invalid($"'{state}' is not a state of '{table.LogicalName}'.");

    static void Check(Operation operation)
    {
        var (state, status) = (operation["statecode"], operation["statuscode"]);
        if (!operation.Table.Column("statuscode").Options.Any(option => Equals(option.Value, status) && Equals(option.State, state)))
            throw Invalid($"{status} is not a valid status code for state code {state} on '{operation.Table.LogicalName}' with Id {operation.Target.Id}.");
    }

    static OrganizationFaultException Invalid(string message) => new(FaultCode.InvalidChoice, message);
}
