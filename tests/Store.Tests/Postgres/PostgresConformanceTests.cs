using CrmInsights.Store.Tests.Conformance;

namespace CrmInsights.Store.Tests.Postgres;

// One empty class a part of the suite: PostgreSQL has nothing to add.

[NeedsPostgres]
public sealed class PostgresInboxTests : InboxConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresCustomerBookTests : CustomerBookConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresDirtyCustomersTests : DirtyCustomersConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresScoreBookTests : ScoreBookConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresModelShelfTests : ModelShelfConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresRunLedgerTests : RunLedgerConformance<PostgresPlace>;

[NeedsPostgres]
public sealed class PostgresAnyOrderTests : AnyOrderConformance<PostgresPlace>;
