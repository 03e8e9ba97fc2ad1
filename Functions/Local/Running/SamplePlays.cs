using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Running;

/// <summary>
/// The plays to begin with, the same as in docs/plays.md: a solution carries no rows, so an admin of a real environment types them in. Created once;
/// one that an admin renamed, changed or deactivated stays as it is.
/// </summary>
static class SamplePlays
{
    const string Table = "ci_play";
    const int Task = 712340000;
    const int PhoneCall = 712340001;
    const int GetsWorse = 712340000;
    const int ByHand = 712340003;
    const int AtRisk = 712340002;
    const int Critical = 712340003;
    const int Lapsed = 712340004;

    static readonly (string Name, int Kind, int Trigger, int? To, string Subject, string Text)[] s_plays =
    [
        ("Save a critical customer", PhoneCall, GetsWorse, Critical, "Call {account} today: {firstReason}",
            "{account} went from {formerBand} to {band}, risk {score}. First reason: {firstReason}. Ask what changed. Next best offer: {offer}."),
        ("Win back a lapsed customer", Task, GetsWorse, Lapsed, "Win {account} back: {firstReason}",
            "{account} has not ordered for longer than customers who come back usually wait. {firstReason}. Offer a reason to return: {offer}."),
        ("Check in with a customer at risk", Task, GetsWorse, AtRisk, "Check in with {account}: {firstReason}",
            "{account} went from {formerBand} to {band}, risk {score}. First reason: {firstReason}."),
        ("Thank a loyal customer", Task, ByHand, null, "Thank {account}", "Expected value of the next 12 months: {value}. Next best offer: {offer}."),
    ];

    /// <summary>Creates them where there is no play at all.</summary>
    public static void CreateOnce(IOrganizationSession session)
    {
        if (session.Query(new RowQuery(Table) { Columns = [], Top = 1 }).Rows.Count > 0) return;
        foreach (var (index, play) in s_plays.Index())
        {
            var row = new TableRow(Table, Guid.Empty)
            {
                ["ci_name"] = play.Name,
                ["ci_kind"] = play.Kind,
                ["ci_trigger"] = play.Trigger,
                ["ci_subject"] = play.Subject,
                ["ci_text"] = play.Text,
                ["ci_dueindays"] = 3,
                ["ci_capacity"] = 10,
                ["ci_priority"] = 10 * (index + 1),
            };
            if (play.To is { } band) row["ci_toband"] = band;
            session.Create(row);
        }
    }
}
