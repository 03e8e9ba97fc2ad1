namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of account: forwards the account's state.</summary>
public sealed class ForwardAccount : CapturePlugin
{
    public ForwardAccount(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture) => capture.IsDelete
        ? InsightEvent.Deleted("account", capture, parent: capture.Before?.Reference("parentaccountid"))
        : AccountState.Event(capture);
}
