using System;
using System.Globalization;
using System.Linq;

namespace CrmInsights.Plugins;

/// <summary>Values of the choice ci_actionoutcome by their names.</summary>
static class ActionOutcome
{
    const int First = 712340000;

    static readonly string[] s_names = ["Ordered", "Retained", "No answer", "Not interested", "Lost", "Not applicable"];

    /// <summary>The value of a name, whatever its case and blanks, or of a value as text.</summary>
    public static int Read(string? text)
    {
        var wanted = Plain(text ?? "");
        var index = Array.FindIndex(s_names, name => Plain(name) == wanted);
        if (index < 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) index = value - First;
        if (index >= 0 && index < s_names.Length) return First + index;
        throw ApiCall.Refuse($"\"{text}\" is no outcome. Expected one of: {string.Join(", ", s_names.Select((name, place) => $"{name} ({First + place})"))}.");
    }

    static string Plain(string text) => text.Replace(" ", "").ToLowerInvariant();
}
