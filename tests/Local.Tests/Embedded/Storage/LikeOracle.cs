using System.Text.RegularExpressions;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Storage;

/// <summary>SQL Server's LIKE by way of a regular expression.</summary>
static class LikeOracle
{
    public static bool Matches(string text, TextOperator comparison, string value)
    {
        var inner = Regex.Replace(value, @"\[[^\]]+\]|.", part => part.Value switch
        {
            "%" => ".*",
            "_" => ".",
            ['[', _, ..] set => set,
            var letter => Regex.Escape(letter),
        });
        var pattern = comparison switch
        {
            TextOperator.Contains => $"^.*{inner}.*$",
            TextOperator.StartsWith => $"^{inner}.*$",
            TextOperator.EndsWith => $"^.*{inner}$",
            _ => $"^{inner}$",
        };
        return Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
