using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>How a run of a job ended.</summary>
/// <param name="JobId">The asyncoperation.</param>
/// <param name="Values">What its row says from now on; null to delete it.</param>
/// <param name="DueOn">When it is to run again; null for never.</param>
sealed record JobOutcome(Guid JobId, Dictionary<string, object?>? Values, DateTime? DueOn = null)
{
    const int Suspended = 1;
    const int Completed = 3;
    const int Waiting = 10;
    const int Succeeded = 30;
    const int Failed = 31;
    const int Canceled = 32;

    /// <summary>
    /// How long a job waits after each run that asked for a retry; after the last it has failed. Dataverse documents neither number nor spacing; ours add up to
    /// about twenty minutes, which outlasts a restart of the Function app.
    /// </summary>
    public static readonly TimeSpan[] RetryDelays =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    public static JobOutcome Success(Guid job, bool deletes, DateTime now) => new(job, deletes ? null : Done(Succeeded, now));

    public static JobOutcome Failure(TableRow job, Exception error, string trace, DateTime now)
    {
        var status = (error as InvalidPluginExecutionException)?.Status ?? OperationStatus.Failed;
        var retries = job["retrycount"] as int? ?? 0;
        var again = status == OperationStatus.Retry && retries < RetryDelays.Length;
        var values = again ? Again(now + RetryDelays[retries], retries + 1) : Done(status == OperationStatus.Canceled ? Canceled : Failed, now);
        values["message"] = trace.Length == 0 ? error.Message : error.Message + Environment.NewLine + trace;
        values["friendlymessage"] = error.Message.Length <= 400 ? error.Message : error.Message[..400];
        values["errorcode"] = error is InvalidPluginExecutionException plugin ? plugin.ErrorCode : error.HResult;
        return new JobOutcome(job.Id, values, (DateTime?)values.GetValueOrDefault("postponeuntil"));
    }

    static Dictionary<string, object?> Done(int status, DateTime now) => new() { ["statecode"] = Completed, ["statuscode"] = status, ["completedon"] = now };

    static Dictionary<string, object?> Again(DateTime due, int retries) =>
        new() { ["statecode"] = Suspended, ["statuscode"] = Waiting, ["postponeuntil"] = due, ["retrycount"] = retries };
}
