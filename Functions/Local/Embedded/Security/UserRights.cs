namespace CrmInsights.Local.Embedded.Security;

/// <summary>What a user may do: the most that any of the user's roles allows.</summary>
/// <param name="UserId">The user.</param>
/// <param name="BusinessUnits">The user's unit, and those below it.</param>
/// <param name="RoleCount">Number of roles.</param>
/// <param name="IsAdministrator">True for SYSTEM and whoever has the role System Administrator: everything is allowed.</param>
/// <param name="Privileges">By name, without case.</param>
sealed record UserRights(Guid UserId, IReadOnlyList<Guid> BusinessUnits, int RoleCount, bool IsAdministrator, IReadOnlyDictionary<string, AccessLevel> Privileges)
{
    public AccessLevel Level(string privilege) => IsAdministrator ? AccessLevel.Global : Privileges.GetValueOrDefault(privilege);

    public static UserRights Everything(Guid user) => new(user, [], 0, true, new Dictionary<string, AccessLevel>());
}
