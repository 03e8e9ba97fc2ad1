namespace CrmInsights.Local.Import;

/// <summary>What an import did. Rows that stood there already, unchanged, count as found.</summary>
sealed record ImportResult
{
    public int Customers { get; init; }
    public int Products { get; init; }
    public int Orders { get; init; }
    public int OrderLines { get; init; }
    /// <summary>Rows created or changed.</summary>
    public int Written { get; init; }
    public int Rejected { get; init; }
}
