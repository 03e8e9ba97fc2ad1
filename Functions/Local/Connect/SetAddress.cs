using CrmInsights.Dataverse;
using CrmInsights.Local.Commands;

namespace CrmInsights.Local.Connect;

/// <summary>Tells the plug-ins where the Function app is.</summary>
static class SetAddress
{
    public static async Task RunAsync(ConnectTarget target, Uri address, CancellationToken cancellation)
    {
        var definition = await target.VariableAsync(cancellation)
            ?? throw new CommandFailedException($"The environment has no variable {target.Ours.Variable}: {target.Ours.UniqueName} is not installed. Import {target.Ours.UniqueName}_managed.zip first.");
        var value = new Dictionary<string, object?> { ["value"] = address.GetLeftPart(UriPartial.Authority) };
        if ((await target.ValuesAsync(definition.Id, cancellation)).FirstOrDefault() is { } present)
        {
            await target.Dataverse.UpdateRowAsync(RowReference.ById(DataverseTable.VariableValue, present.Id), value, cancellation);
            return;
        }
        value["schemaname"] = target.Ours.Variable;
        value["EnvironmentVariableDefinitionId"] = RowReference.ById(DataverseTable.Variable, definition.Id);
        await target.Dataverse.CreateRowAsync(RowReference.ById(DataverseTable.VariableValue, Guid.NewGuid()), value, cancellation);
    }
}
