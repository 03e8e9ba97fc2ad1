namespace CrmInsights.Local.Mine.Explaining;

/// <summary>What was found about a model, ready to be shown.</summary>
/// <param name="Header">Columns of --out.</param>
/// <param name="Rows">Rows of --out.</param>
/// <param name="Top">What matters most, for machines.</param>
/// <param name="Lines">The same for people.</param>
sealed record Explanation(string Header, IEnumerable<string> Rows, IReadOnlyList<object> Top, IReadOnlyList<string> Lines)
{
    /// <summary>Largest gap between sums that must agree; null where there are none.</summary>
    public double? SumError { get; init; }
}
