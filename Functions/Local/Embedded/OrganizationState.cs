using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Security;
using CrmInsights.Local.Embedded.Steps;
using CrmInsights.Local.Embedded.Storage;

namespace CrmInsights.Local.Embedded;

/// <summary>What outlives a transaction: the database, the metadata, the clock and the rows that everything refers to.</summary>
sealed class OrganizationState(Database database, TimeProvider clock, Dictionary<string, TableDefinition> tables)
{
    public Database Database => database;
    public TimeProvider Clock => clock;
    /// <summary>Replaced as a whole by a solution import.</summary>
    public IReadOnlyDictionary<string, TableDefinition> Tables { get; set; } = tables;
    /// <summary>Read anew after a commit that changed a step.</summary>
    public StepTable Steps { get; set; } = StepTable.Empty;
    /// <summary>Replaced as a whole after a commit that changed one.</summary>
    public IReadOnlyDictionary<string, CustomApi> CustomApis { get; set; } = new Dictionary<string, CustomApi>();
    /// <summary>Read anew after a commit that changed a user, a role or who has it.</summary>
    public SecurityTable Security { get; set; } = SecurityTable.Empty;
    public PluginHost Plugins { get; } = new(id => database.Read(statements => AssemblyBytes(statements, id), CancellationToken.None));
    public OrganizationFacts Facts { get; set; } = new("", default, default, default, default, default, default);

    static byte[] AssemblyBytes(Statements statements, Guid id) => statements.List("SELECT content FROM pluginassembly WHERE pluginassemblyid = @0",
        reader => Convert.FromBase64String(reader.GetString(0)), ColumnCodec.ToSql(id)).FirstOrDefault() ?? throw new InvalidOperationException($"The plug-in assembly {id} is gone.");
}
