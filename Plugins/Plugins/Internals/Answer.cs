using System.Net;

namespace CrmInsights.Plugins;

/// <summary>What came back from the Function app: a status, or none and the reason.</summary>
sealed class Answer
{
    const int TooManyRequests = 429; // not in the enumeration of .NET Framework

    readonly int? _status;
    readonly string? _trouble;

    Answer(int? status, string? trouble)
    {
        _status = status;
        _trouble = trouble;
    }

    public static Answer Of(HttpStatusCode status) => new((int)status, null);

    public static Answer None(string trouble) => new(null, trouble);

    public bool IsAccepted => _status is >= 200 and < 300;

    public bool AsksForAnotherTry => _status is null or (int)HttpStatusCode.RequestTimeout or TooManyRequests or >= 500;

    /// <summary>What an administrator does about a refusal.</summary>
    public string Advice => _status switch
    {
        401 => "The signing keys differ: run \"crminsights connect --set-key\".",
        403 => "The app belongs to another environment: give this one its own app, or correct ci_FunctionsUrl.",
        404 or (>= 300 and < 400) => "The address is not that of the app: correct the environment variable ci_FunctionsUrl.",
        _ => "The app and the solution may be of different versions: update both.",
    };

    public override string ToString() => _status is null ? $"no answer ({_trouble})" : $"status {_status}";
}
