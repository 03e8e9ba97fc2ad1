using System.Net;
using System.Text;

namespace CrmInsights.Dataverse.Tests;

/// <summary>Answers requests from a script, in order, and remembers what was asked.</summary>
sealed class ScriptedDataverse : HttpMessageHandler
{
    readonly Queue<Func<SentRequest, HttpResponseMessage>> _script = new();
    readonly Lock _lock = new();

    public List<SentRequest> Sent { get; } = [];

    public ScriptedDataverse Then(Func<SentRequest, HttpResponseMessage> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedDataverse Then(HttpStatusCode status, string body = "", string type = "application/json") => Then(_ => Answer(status, body, type));

    public ScriptedDataverse ThenJson(string body) => Then(HttpStatusCode.OK, body);

    public ScriptedDataverse ThenRefuse(HttpStatusCode status, string code, string message) =>
        Then(status, $$$"""{"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""");

    /// <summary>Answers every further request the same way.</summary>
    public Func<SentRequest, HttpResponseMessage>? Always { get; set; }

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", string type = "application/json")
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
        response.Headers.Add("OData-Version", "4.0");
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = new SentRequest(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Func<SentRequest, HttpResponseMessage>? answer;
        lock (_lock)
        {
            Sent.Add(sent);
            if (!_script.TryDequeue(out answer)) answer = Always ?? throw new InvalidOperationException($"The script has no answer for {sent.Method} {sent.Address}.");
        }
        var response = answer(sent);
        response.RequestMessage = request;
        return response;
    }
}
