using CrmInsights.Testing.Postgres;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>A fact that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public static bool IsHere => PostgresCluster.Missing is null;

    public PostgresFactAttribute() => Skip = PostgresCluster.Missing;
}
