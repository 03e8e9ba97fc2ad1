using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmInsights.App.Hosting;

/// <summary>What a function answers: values of its output bindings and lines for the host's log.</summary>
sealed class FunctionAnswer
{
    readonly JsonObject _outputs = [];
    readonly JsonArray _logs = [];

    /// <summary>Sets the HTTP answer.</summary>
    public FunctionAnswer Http(HttpReply reply)
    {
        _outputs["res"] = new JsonObject
        {
            ["statusCode"] = reply.Status.ToString(CultureInfo.InvariantCulture),
            ["headers"] = new JsonObject { ["Content-Type"] = reply.ContentType },
            ["body"] = reply.Body,
        };
        return this;
    }

    /// <summary>
    /// Puts messages on a queue. Each is the text of a JSON object: the host would decode a bare word that happens to be base64, and
    /// rewrite dates inside a parsed object.
    /// </summary>
    public FunctionAnswer Queue(string binding, IEnumerable<JsonObject> messages)
    {
        var texts = new JsonArray([.. messages.Select(message => (JsonNode)message.ToJsonString())]);
        if (texts.Count > 0) _outputs[binding] = texts;
        return this;
    }

    public FunctionAnswer Log(string line)
    {
        _logs.Add(line);
        return this;
    }

    public string ToJson() => new JsonObject { ["Outputs"] = _outputs.DeepClone(), ["Logs"] = _logs.DeepClone(), ["ReturnValue"] = null }.ToJsonString();
}
