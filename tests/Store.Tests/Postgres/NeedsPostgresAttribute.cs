using CrmInsights.Store.Tests.Conformance;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>The tests of the class start a PostgreSQL server.</summary>
public sealed class NeedsPostgresAttribute : NeedsAttribute
{
    public override string? Missing => PostgresCluster.Missing;
}
