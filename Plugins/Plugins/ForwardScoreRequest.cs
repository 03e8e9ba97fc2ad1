using System;

namespace CrmInsights.Plugins;

/// <summary>
/// Post-operation, asynchronous, of the messages ci_ScoreAccount and ci_ScoreContact: sends the customer's state with the wish to be scored now and the
/// run that waits for it.
/// </summary>
public sealed class ForwardScoreRequest : CapturePlugin
{
    public ForwardScoreRequest(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture)
    {
        var run = capture.Output<Guid?>("RunId");
        return capture.Table == "account" ? AccountState.Event(capture, run) : ContactState.Event(capture, run);
    }
}
