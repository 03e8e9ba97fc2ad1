using System.Globalization;
using System.Text.Json;
using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether the app's user may do what the app does.</summary>
sealed class UserCheck : ICheck
{
    public string Subject => "User of the app";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var role = target.Ours.RoleName;
        if (await UserAsync(target, cancellation) is not { } user)
        {
            return
            [
                target.AppId is { } app
                    ? Finding.Problem(Subject, $"no application user has the client id {app}.",
                        $"Add it in the Power Platform admin center (Environments, Settings, Users + permissions, Application users) with the role \"{role}\".")
                    : Finding.NotChecked(Subject, "the app does not tell who it is in this environment; give the client id of its identity with --app-id."),
            ];
        }
        var missing = Missing(target.Ours.Privileges, await PrivilegesAsync(target.Dataverse, user.Id, cancellation));
        var name = user.Text("fullname") ?? user.Id.ToString();
        return [missing.Count == 0 ? Finding.Ok(Subject, $"\"{name}\" may do all that the role \"{role}\" allows.") : Lacking(target, name, missing)];
    }

    Finding Lacking(ConnectTarget target, string name, List<string> missing) => missing.Count == target.Ours.Privileges.Count
        ? Finding.Problem(Subject, $"\"{name}\" has none of the {missing.Count} privileges of the role \"{target.Ours.RoleName}\".", $"Give it the role \"{target.Ours.RoleName}\".")
        : Finding.Problem(Subject, $"\"{name}\" lacks {string.Join(", ", missing)}.",
            $"Give it the role \"{target.Ours.RoleName}\"; where it has it, the role was changed: import the solution again.");

    static async Task<Row?> UserAsync(ConnectTarget target, CancellationToken cancellation)
    {
        if (target.AppId is { } app) return await FindAsync(target, $"applicationid eq {app}", cancellation);
        if (await target.AddressAsync(cancellation) is not { Length: > 0 } text || AppAddress.Fault(text) is not null) return null;
        var health = await AppHealthAnswer.AskAsync(target.App, new Uri(text), cancellation);
        return health.UserId is { } user ? await FindAsync(target, $"systemuserid eq {user}", cancellation) : null;
    }

    static async Task<Row?> FindAsync(ConnectTarget target, string filter, CancellationToken cancellation) =>
        (await target.RowsAsync(new RowsQuery(DataverseTable.User, ["fullname"]) { Filter = filter }, cancellation)).FirstOrDefault();

    static async Task<Dictionary<string, PrivilegeDepth>> PrivilegesAsync(DataverseWebApi dataverse, Guid user, CancellationToken cancellation)
    {
        var answer = await dataverse.ReadDocumentAsync($"systemusers({user})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()", cancellation);
        var held = new Dictionary<string, PrivilegeDepth>(StringComparer.OrdinalIgnoreCase);
        if (!answer.TryGetProperty("RolePrivileges", out var privileges)) throw new InvalidDataException("RetrieveUserPrivileges answered without RolePrivileges.");
        foreach (var privilege in privileges.EnumerateArray())
        {
            var (name, depth) = (privilege.GetProperty("PrivilegeName").GetString()!, Depth(privilege.GetProperty("Depth")));
            if (!held.TryGetValue(name, out var present) || depth > present) held[name] = depth;
        }
        return held;
    }

    static PrivilegeDepth Depth(JsonElement value) => value.ValueKind == JsonValueKind.Number ? (PrivilegeDepth)value.GetInt32() : Enum.Parse<PrivilegeDepth>(value.GetString()!);

    static List<string> Missing(IReadOnlyDictionary<string, PrivilegeDepth> needed, Dictionary<string, PrivilegeDepth> held) =>
    [
        .. from privilege in needed
           orderby privilege.Key
           let has = held.TryGetValue(privilege.Key, out var depth) ? depth : (PrivilegeDepth?)null
           where has is null || has < privilege.Value
           select has is null ? privilege.Key : string.Create(CultureInfo.InvariantCulture, $"{privilege.Key} ({has} instead of {privilege.Value})"),
    ];
}
