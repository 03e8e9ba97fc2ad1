namespace CrmInsights.App.Hosting;

/// <summary>An HTTP answer.</summary>
sealed record HttpReply(int Status, string Body, string ContentType)
{
    public static HttpReply Text(int status, string text) => new(status, text, "text/plain; charset=utf-8");

    public static HttpReply Json(int status, string json) => new(status, json, "application/json; charset=utf-8");
}
