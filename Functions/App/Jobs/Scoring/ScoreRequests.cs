using System.Text.Json;
using CrmInsights.App.Events;
using CrmInsights.App.Jobs.Runs;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>Scores that somebody waits for (ci_ScoreAccount): runs of one customer, kept in the ledger from the request to the score.</summary>
sealed class ScoreRequests(IRunLedger ledger, RunRow row, Clocks clocks)
{
    /// <summary>Job and only stage of such a run.</summary>
    public const string Job = "score";

    /// <summary>Keeps requests; one that is known changes nothing.</summary>
    public async Task NoteAsync(IReadOnlyList<ScoreRequest> requests, CancellationToken cancellation)
    {
        foreach (var request in requests)
        {
            if (await ledger.ReadAsync(request.RunId, cancellation) is null) await ledger.SaveAsync(ToRun(request), cancellation);
        }
    }

    /// <summary>Ends the runs that waited for these customers.</summary>
    /// <param name="customers">Customers whose claim is done.</param>
    /// <param name="written">Those of them that were scored, and whether their row was written.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task EndAsync(IReadOnlyCollection<CustomerKey> customers, IReadOnlyDictionary<CustomerKey, bool> written, CancellationToken cancellation)
    {
        foreach (var run in (await ledger.ListAsync(0, cancellation)).Where(run => run.Job == Job))
        {
            var customer = JsonSerializer.Deserialize<Waiting>(run.Json, JsonSerializerOptions.Web)!.Customer;
            if (!customers.Contains(customer)) continue;
            var ended = run with { Status = RunStatus.Succeeded, EndedOn = clocks.App.GetUtcNow(), Json = Counted(customer, written).ToJson() };
            await row.ShowAsync(ended, cancellation);
            await ledger.SaveAsync(ended, cancellation);
        }
    }

    RunRecord ToRun(ScoreRequest request) => new()
    {
        Id = request.RunId,
        Job = Job,
        Stage = Job,
        Status = RunStatus.Running,
        StartedOn = clocks.App.GetUtcNow(),
        Json = JsonSerializer.Serialize(new Waiting(request.Customer), JsonSerializerOptions.Web),
    };

    static RunState Counted(CustomerKey customer, IReadOnlyDictionary<CustomerKey, bool> written)
    {
        var state = new RunState();
        var isScored = written.TryGetValue(customer, out var isWritten);
        state.Count("scored", isScored ? 1 : 0);
        state.Count("written", isWritten ? 1 : 0);
        if (!isScored) state.Notes.Add("The customer was not scored: it is gone, objected to profiling or had it restricted, or no model can be read.");
        else if (!isWritten) state.Notes.Add("The row holds these values already.");
        return state;
    }

    sealed record Waiting(CustomerKey Customer);
}
