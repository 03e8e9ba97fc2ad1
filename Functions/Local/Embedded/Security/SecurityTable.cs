using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Security;

/// <summary>The rights of all users, read from users, roles and who has which role.</summary>
sealed class SecurityTable
{
    /// <summary>A change of one of these tables makes what was read stale.</summary>
    public static readonly string[] Sources = ["systemuser", "systemuserroles", "role", "businessunit"];

    /// <summary>The id of the platform's template of the role.</summary>
    public static readonly Guid AdministratorRole = new("627090ff-40a3-4053-8790-584edc5be201");

    readonly Dictionary<Guid, UserRights> _rights;

    SecurityTable(Dictionary<Guid, UserRights> rights) => _rights = rights;

    public static SecurityTable Empty { get; } = new([]);

    /// <summary>Nobody in particular is the organisation itself, at its first start; a user who does not exist may do nothing.</summary>
    public UserRights Of(Guid user) => user == Guid.Empty ? UserRights.Everything(user)
        : _rights.GetValueOrDefault(user) ?? new UserRights(user, [], 0, false, new Dictionary<string, AccessLevel>());

    public static SecurityTable Load(Func<RowQuery, RowPage> query, Guid system)
    {
        var roles = query(new RowQuery("role") { Columns = ["privileges"] }).Rows.ToDictionary(role => role.Id, role => Privileges((string?)role["privileges"]));
        var held = query(new RowQuery("systemuserroles")).Rows.ToLookup(row => ((Lookup)row["systemuserid"]!).Id, row => ((Lookup)row["roleid"]!).Id);
        var units = query(new RowQuery("businessunit") { Columns = ["parentbusinessunitid"] }).Rows;
        var users = query(new RowQuery("systemuser") { Columns = ["businessunitid"] }).Rows;
        return new SecurityTable(users.ToDictionary(user => user.Id, user => Rights(user, [.. held[user.Id]])));

        UserRights Rights(TableRow user, Guid[] own) => new(user.Id, Below(units, user["businessunitid"] as Lookup?), own.Length,
            user.Id == system || own.Contains(AdministratorRole), Most(own.Where(roles.ContainsKey).Select(role => roles[role])));
    }

    /// <summary>Lines of name and level.</summary>
    static List<KeyValuePair<string, AccessLevel>> Privileges(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => KeyValuePair.Create(words[0], Enum.Parse<AccessLevel>(words[1])))];

    static Dictionary<string, AccessLevel> Most(IEnumerable<List<KeyValuePair<string, AccessLevel>>> roles) =>
        roles.SelectMany(role => role).GroupBy(privilege => privilege.Key, privilege => privilege.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Max(), StringComparer.OrdinalIgnoreCase);

    static List<Guid> Below(IReadOnlyList<TableRow> units, Lookup? top)
    {
        if (top is not { } own) return [];
        var found = new List<Guid> { own.Id };
        for (var index = 0; index < found.Count; index++)
            found.AddRange(units.Where(unit => unit["parentbusinessunitid"] is Lookup parent && parent.Id == found[index] && !found.Contains(unit.Id)).Select(unit => unit.Id));
        return found;
    }
}
