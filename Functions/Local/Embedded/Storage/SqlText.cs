using System.Globalization;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>The arguments and aliases of one SELECT while it is being written.</summary>
sealed class SqlText
{
    readonly List<object> _arguments = [];
    int _aliasCount;

    public object[] Arguments => [.. _arguments];

    /// <summary>Adds an argument and returns its placeholder.</summary>
    public string Argument(object value)
    {
        _arguments.Add(value);
        return "@" + (_arguments.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Joined tables by the alias that paths name them with.</summary>
    public Dictionary<string, QueryScope> Links { get; } = new(StringComparer.Ordinal);

    public string NextAlias() => "t" + (_aliasCount++).ToString(CultureInfo.InvariantCulture);
}
