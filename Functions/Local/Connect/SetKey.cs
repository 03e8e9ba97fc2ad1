using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect;

/// <summary>Gives every step that sends events the signing key. Done again after a failure half-way, it completes what is missing.</summary>
static class SetKey
{
    const string Bind = "sdkmessageprocessingstepsecureconfigid";
    const string Column = "secureconfig";

    /// <returns>How many steps have got the key.</returns>
    public static async Task<int> RunAsync(ConnectTarget target, string key, CancellationToken cancellation)
    {
        var registered = await target.StepsAsync(cancellation);
        Row[] steps = [.. target.Ours.Steps.Where(step => step.Signs && registered.ContainsKey(step.Id)).Select(step => registered[step.Id])];
        foreach (var step in steps)
        {
            if (step.Guid(SigningKeys.Link) is { } present)
                await target.Dataverse.UpdateRowAsync(RowReference.ById(DataverseTable.StepSecret, present), new Dictionary<string, object?> { [Column] = key }, cancellation);
            else
                await AddAsync(target.Dataverse, step.Id, key, cancellation);
        }
        return steps.Length;
    }

    static async Task AddAsync(DataverseWebApi dataverse, Guid step, string key, CancellationToken cancellation)
    {
        var secret = RowReference.ById(DataverseTable.StepSecret, Guid.NewGuid());
        await dataverse.CreateRowAsync(secret, new Dictionary<string, object?> { [Column] = key }, cancellation);
        await dataverse.UpdateRowAsync(RowReference.ById(DataverseTable.Step, step), new Dictionary<string, object?> { [Bind] = secret }, cancellation);
    }
}
