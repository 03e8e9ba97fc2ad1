using System.Net;
using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether Dynamics 365 Sales is there: orders, their lines and products.</summary>
sealed class SalesCheck : ICheck
{
    static readonly DataverseTable[] s_tables = [DataverseTable.Product, DataverseTable.Order, DataverseTable.OrderLine];

    public string Subject => "Dynamics 365 Sales";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var table in s_tables)
        {
            if (!await ExistsAsync(target.Dataverse, table, cancellation)) missing.Add(table.LogicalName);
        }
        return
        [
            missing.Count == 0
                ? Finding.Ok(Subject, "orders, order lines and products are there.")
                : Finding.Problem(Subject, $"the environment has no table {string.Join(", ", missing)}.",
                    "Install Dynamics 365 Sales in this environment, or choose one that has it; CrmInsights learns from orders."),
        ];
    }

    static async Task<bool> ExistsAsync(DataverseWebApi dataverse, DataverseTable table, CancellationToken cancellation)
    {
        try
        {
            await dataverse.ReadDocumentAsync($"EntityDefinitions(LogicalName='{table.LogicalName}')?$select=LogicalName", cancellation);
            return true;
        }
        catch (DataverseException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
