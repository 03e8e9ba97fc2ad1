using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Writes a batch with the boundary <c>b</c>, as a client would.</summary>
sealed partial class BatchText(string lineEnd = "\r\n")
{
    readonly StringBuilder _text = new();

    public BatchText Add(string method, string address, string body = "")
    {
        Request("b", method, address, body, contentId: null);
        return this;
    }

    public BatchText ChangeSet(params (string ContentId, string Method, string Address, string Body)[] members)
    {
        Lines("--b", "Content-Type: multipart/mixed; boundary=c", "");
        foreach (var member in members) Request("c", member.Method, member.Address, member.Body, member.ContentId);
        Lines("--c--");
        return this;
    }

    public override string ToString() => _text + "--b--" + lineEnd;

    public static IEnumerable<int> Statuses(string answer) =>
        StatusLine().Matches(answer).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    void Request(string boundary, string method, string address, string body, string? contentId)
    {
        Lines($"--{boundary}", "Content-Type: application/http", "Content-Transfer-Encoding: binary");
        if (contentId is not null) Lines($"Content-ID: {contentId}");
        Lines("", $"{method} {address} HTTP/1.1", "Content-Type: application/json", "", body);
    }

    void Lines(params string[] lines)
    {
        foreach (var line in lines) _text.Append(line).Append(lineEnd);
    }

    [GeneratedRegex("HTTP/1.1 ([0-9]{3})")]
    private static partial Regex StatusLine();
}
