namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of contact: forwards the contact's state.</summary>
public sealed class ForwardContact : CapturePlugin
{
    public ForwardContact(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture) => capture.IsDelete
        ? InsightEvent.Deleted("contact", capture, parent: ContactState.ParentAccount(capture.Before))
        : ContactState.Event(capture);
}
