namespace CrmInsights.App.Jobs.Runs;

/// <summary>How a run stands: the word in the ledger and the value of the choice ci_runstatus.</summary>
static class RunStatus
{
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Canceled = "canceled";

    public static int Choice(string status) => status switch
    {
        Running => 712340001,
        Succeeded => 712340002,
        Failed => 712340003,
        Canceled => 712340004,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No known status of a run."),
    };
}
