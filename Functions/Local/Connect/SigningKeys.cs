using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect;

/// <summary>The secure configurations of steps. Only administrators can read them; they are never shown.</summary>
sealed class SigningKeys
{
    public const int ShortestKey = 32;
    public const string Link = "_sdkmessageprocessingstepsecureconfigid_value";

    readonly Dictionary<Guid, string?> _keys;

    SigningKeys(Dictionary<Guid, string?> keys) => _keys = keys;

    /// <summary>Reads those of the steps.</summary>
    public static async Task<SigningKeys> ReadAsync(ConnectTarget target, IEnumerable<Row> steps, CancellationToken cancellation)
    {
        var ids = steps.Select(step => step.Guid(Link)).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return new SigningKeys([]);
        var query = new RowsQuery(DataverseTable.StepSecret, ["secureconfig"])
        {
            Filter = string.Join(" or ", ids.Select(id => $"{DataverseTable.StepSecret.PrimaryKey} eq {id}")),
        };
        return new SigningKeys((await target.RowsAsync(query, cancellation)).ToDictionary(row => row.Id, row => row.Text("secureconfig")));
    }

    /// <summary>The key of a step; null where it has none.</summary>
    public string? Of(Row step) => step.Guid(Link) is { } id && _keys.TryGetValue(id, out var key) && !string.IsNullOrEmpty(key) ? key : null;

    /// <summary>Any of them: what events are signed with where all are the same.</summary>
    public string? Any => _keys.Values.FirstOrDefault(key => !string.IsNullOrEmpty(key));
}
