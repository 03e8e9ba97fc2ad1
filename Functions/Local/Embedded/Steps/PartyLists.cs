using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>The people of an activity, such as <c>to</c> and <c>from</c> of an e-mail: lists of activityparty in the SDK, rows of that table in the database.</summary>
static class PartyLists
{
    const string Party = "activityparty";

    /// <summary>The participation type that each list stands for.</summary>
    static readonly Dictionary<string, int> s_types = new()
    {
        ["from"] = 1,
        ["to"] = 2,
        ["cc"] = 3,
        ["bcc"] = 4,
        ["requiredattendees"] = 5,
        ["optionalattendees"] = 6,
        ["organizer"] = 7,
        ["resources"] = 10,
        ["customer"] = 11,
    };

    /// <summary>Creates a row and, where it is an activity, those of its people.</summary>
    public static Guid Create(IOrganizationSession session, Entity entity)
    {
        var lists = entity.Attributes.Where(pair => pair.Value is EntityCollection && s_types.ContainsKey(pair.Key)).ToList();
        if (lists.Count == 0) return session.Create(EntityRows.ToRow(entity));

        var plain = new Entity(entity.LogicalName, entity.Id);
        foreach (var (name, value) in entity.Attributes.Except(lists)) plain[name] = value;
        var activity = new Lookup(entity.LogicalName, session.Create(EntityRows.ToRow(plain)));
        foreach (var (name, value) in lists)
        {
            foreach (var party in ((EntityCollection)value).Entities)
            {
                var row = EntityRows.ToRow(party);
                row["activityid"] = activity;
                row["participationtypemask"] = s_types[name];
                session.Create(new TableRow(Party, row.Id) { Values = row.Values });
            }
        }
        return activity.Id;
    }
}
