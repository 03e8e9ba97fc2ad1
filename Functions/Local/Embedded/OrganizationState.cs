using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded;

/// <summary>What outlives a transaction: the database, the metadata, the clock and the rows that everything refers to.</summary>
sealed class OrganizationState(Database database, TimeProvider clock, Dictionary<string, TableDefinition> tables)
{
    public Database Database => database;
    public TimeProvider Clock => clock;
    /// <summary>Replaced as a whole by a solution import.</summary>
    public IReadOnlyDictionary<string, TableDefinition> Tables { get; set; } = tables;
    public OrganizationFacts Facts { get; set; } = new(default, default, default, default, default, default);
}
