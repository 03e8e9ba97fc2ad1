using System;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Signs and posts events, and turns the app's answer into what the platform does with the job.</summary>
sealed class EventSender
{
    static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly ConcurrentDictionary<Uri, Breaker> _breakers = new();
    readonly IClock _clock;

    public EventSender(IClock clock) => _clock = clock;

    /// <exception cref="InvalidPluginExecutionException">The app did not take the event.</exception>
    public void Send(Posting posting, ITracingService tracing)
    {
        var breaker = _breakers.GetOrAdd(posting.Address, _ => new Breaker());
        if (breaker.IsOpen(_clock.UtcNow)) throw Retry(posting.Address, "failed three times in a row and is left alone for a minute");

        var body = s_utf8.GetBytes(posting.Event.ToJson());
        var answer = EventRequest.Post(posting.Address, body, posting.Key.Sign(body, _clock.UtcNow));
        tracing.Trace("{0} answered {1} to {2} bytes.", posting.Address, answer, body.Length);

        if (answer.AsksForAnotherTry)
        {
            breaker.Failed(_clock.UtcNow);
            throw Retry(posting.Address, $"gave {answer}");
        }
        breaker.Succeeded();
        if (!answer.IsAccepted) throw Refused(posting.Address, answer);
    }

    static InvalidPluginExecutionException Retry(Uri address, string what) => new(
        OperationStatus.Retry,
        $"The Function app at {address} {what}; this job asks to run again. If it lasts: see that the app runs, and its health page under /api/health. "
        + "The next reconciliation fetches what was not sent.");

    static InvalidPluginExecutionException Refused(Uri address, Answer answer) => new(
        OperationStatus.Failed,
        $"The Function app at {address} refused the event: {answer}. {answer.Advice} The next reconciliation fetches what was not sent.");
}
