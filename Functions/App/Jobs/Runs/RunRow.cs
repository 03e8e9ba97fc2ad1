using System.Globalization;
using System.Text.Json;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Shows runs to admins as rows of ci_run. Truth is in the ledger: a row that cannot be written stops no run.</summary>
sealed class RunRow(IDataverse dataverse, ILogger<RunRow> log)
{
    const int LongestText = 100_000;

    public async Task ShowAsync(RunRecord run, CancellationToken cancellation)
    {
        var row = new RowWrite(RowReference.ById(DataverseTable.Run, run.Id), Columns(run, RunState.Parse(run.Json)));
        try
        {
            var result = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Run, WriteKind.Upsert, [row]), cancellation);
            if (result.Outcomes[0] is RowOutcome.Rejected rejected)
                log.LogError("The row of run {Run} in ci_run was refused: {Reason}", run.Id, rejected.Message);
        }
        catch (DataverseException fault)
        {
            log.LogError(fault, "The row of run {Run} in ci_run could not be written: {Reason}", run.Id, fault.Message);
        }
    }

    static Dictionary<string, object?> Columns(RunRecord run, RunState state) => new()
    {
        ["ci_name"] = string.Create(CultureInfo.InvariantCulture, $"{run.Job} {run.StartedOn.UtcDateTime:yyyy-MM-dd HH:mm}"),
        ["ci_job"] = run.Job,
        ["ci_stage"] = run.Stage,
        ["ci_status"] = RunStatus.Choice(run.Status),
        ["ci_startedon"] = run.StartedOn,
        ["ci_endedon"] = run.EndedOn,
        ["ci_counts"] = Shorten(JsonSerializer.Serialize(new { state.Counts, state.Seconds, state.Notes }, JsonSerializerOptions.Web)),
        ["ci_error"] = state.Errors.Count == 0 ? null : Shorten(string.Join('\n', state.Errors)),
    };

    static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
