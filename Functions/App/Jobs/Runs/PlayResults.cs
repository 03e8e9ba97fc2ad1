using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Plays;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Tells what plays changed, and writes it on the rows of ci_play where it is news.</summary>
sealed class PlayResults(InsightStore store, IDataverse dataverse, Champion champion, ChurnSettings settings, Clocks clocks)
{
    const int LongestResult = 2000;
    const int DaysWithoutModel = 90;
    const int Started = 712340000;
    const int HeldOut = 712340001;
    const int Skipped = 712340002;
    const int Done = 712340003;

    public async Task<IReadOnlyList<PlayEffect>> MeasureAsync(RunState state, CancellationToken cancellation)
    {
        var (names, results) = await ReadPlaysAsync(cancellation);
        if (names.Count == 0) return [];
        var actions = await store.Customers.ReadActionsAsync(cancellation);
        var days = (await champion.ReadAsync(cancellation)).Model?.HorizonDays ?? settings.HorizonDays ?? DaysWithoutModel;
        var effects = PlayEffects.Measure(names, [.. actions.Select(Occasion).OfType<PlayOccasion>()], await ReadCustomersAsync(actions, cancellation), new FollowUp(clocks.Today, days));
        await ShowAsync(effects, results, state, cancellation);
        return effects;
    }

    async Task<(Dictionary<Guid, string> Names, Dictionary<Guid, string?> Results)> ReadPlaysAsync(CancellationToken cancellation)
    {
        var (names, results) = (new Dictionary<Guid, string>(), new Dictionary<Guid, string?>());
        await foreach (var play in dataverse.ReadAsync(new RowsQuery(DataverseTable.Play, ["ci_playid", "ci_name", "ci_result"]), cancellation))
            (names[play.Id], results[play.Id]) = (play.Text("ci_name") ?? "", play.Text("ci_result"));
        return (names, results);
    }

    async Task<IReadOnlyList<CustomerHistory>> ReadCustomersAsync(IReadOnlyList<ActionRow> actions, CancellationToken cancellation)
    {
        CustomerKey[] keys = [.. actions.Select(action => action.Customer).OfType<CustomerKey>().Distinct()];
        return [.. (await store.Customers.ReadAsync(keys, cancellation)).Where(record => !record.IsDeleted).Select(CustomerMapper.ToHistory)];
    }

    async Task ShowAsync(IReadOnlyList<PlayEffect> effects, Dictionary<Guid, string?> results, RunState state, CancellationToken cancellation)
    {
        List<RowWrite> news = [.. effects.Where(effect => results[effect.PlayId] != TextOf(effect)).Select(effect => new RowWrite(
            RowReference.ById(DataverseTable.Play, effect.PlayId), new Dictionary<string, object?> { ["ci_result"] = TextOf(effect) }))];
        if (news.Count == 0) return;
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Play, WriteKind.Update, news), cancellation);
        foreach (var refused in written.Outcomes.OfType<RowOutcome.Rejected>()) state.AddError($"The result of a play was refused by ci_play: {refused.Message}");
    }

    static string TextOf(PlayEffect effect) => $"{effect.Verdict} {effect.Work}" is var text && text.Length <= LongestResult ? text : text[..(LongestResult - 3)] + "...";

    static PlayOccasion? Occasion(ActionRow action) => action is { PlayId: { } play, Customer: { } customer, StartedOn: { } on }
        ? new PlayOccasion(play, customer.Id, on, ArmOf(action)) { IsDone = action.Outcome is not null || action.Status == Done, Outcome = action.Outcome, OutcomeBase = action.OutcomeBase }
        : null;

    // Somebody may record an outcome for a customer who was held out; that one stays in the group.
    static PlayArm ArmOf(ActionRow action) => (action.IsControl, action.Status) switch
    {
        (true, _) or (_, HeldOut) => PlayArm.HeldOut,
        (_, Started or Done) => PlayArm.Started,
        (_, Skipped) => PlayArm.Skipped,
        _ => PlayArm.Failed,
    };
}
