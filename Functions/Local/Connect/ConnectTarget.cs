using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect;

/// <summary>The environment that is looked at, and what it is held against.</summary>
/// <param name="Dataverse">The environment, signed in as an administrator.</param>
/// <param name="Ours">What it should have.</param>
/// <param name="App">Asks the Function app.</param>
/// <param name="Clock">For signatures.</param>
sealed record ConnectTarget(DataverseWebApi Dataverse, OurSolution Ours, HttpClient App, TimeProvider Clock)
{
    /// <summary>Client id of the app's identity, where the caller named it.</summary>
    public Guid? AppId { get; init; }

    /// <summary>All rows of a query.</summary>
    public async Task<List<Row>> RowsAsync(RowsQuery query, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        await foreach (var row in Dataverse.ReadAsync(query, cancellation)) rows.Add(row);
        return rows;
    }

    /// <summary>The value of the address variable: its own, else its default; null where there is none.</summary>
    public async Task<string?> AddressAsync(CancellationToken cancellation)
    {
        if (await VariableAsync(cancellation) is not { } definition) return null;
        var value = (await ValuesAsync(definition.Id, cancellation)).FirstOrDefault();
        return value?.Text("value") ?? definition.Text("defaultvalue");
    }

    /// <summary>The definition of the address variable; null where the solution is not installed.</summary>
    public async Task<Row?> VariableAsync(CancellationToken cancellation) =>
        (await RowsAsync(new RowsQuery(DataverseTable.Variable, ["schemaname", "defaultvalue"]) { Filter = $"schemaname eq '{Ours.Variable}'" }, cancellation)).FirstOrDefault();

    /// <summary>Values of a variable; at most one.</summary>
    public Task<List<Row>> ValuesAsync(Guid definition, CancellationToken cancellation) =>
        RowsAsync(new RowsQuery(DataverseTable.VariableValue, ["value"]) { Filter = $"_environmentvariabledefinitionid_value eq {definition}" }, cancellation);

    /// <summary>Our steps as they are registered there.</summary>
    public async Task<Dictionary<Guid, Row>> StepsAsync(CancellationToken cancellation)
    {
        var ids = string.Join(",", Ours.Steps.Select(step => $"\"{step.Id}\""));
        var query = new RowsQuery(DataverseTable.Step, ["name", "statecode", "_sdkmessageprocessingstepsecureconfigid_value"])
        {
            Filter = $"Microsoft.Dynamics.CRM.In(PropertyName='sdkmessageprocessingstepid',PropertyValues=[{ids}])",
        };
        return (await RowsAsync(query, cancellation)).ToDictionary(row => row.Id);
    }
}
