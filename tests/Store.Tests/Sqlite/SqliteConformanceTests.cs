using CrmInsights.Store.Tests.Conformance;

namespace CrmInsights.Store.Tests.Sqlite;

// One empty class a part of the suite: SQLite has nothing to add.

public sealed class SqliteInboxTests : InboxConformance<SqlitePlace>;

public sealed class SqliteCustomerBookTests : CustomerBookConformance<SqlitePlace>;

public sealed class SqliteDirtyCustomersTests : DirtyCustomersConformance<SqlitePlace>;

public sealed class SqliteScoreBookTests : ScoreBookConformance<SqlitePlace>;

public sealed class SqliteModelShelfTests : ModelShelfConformance<SqlitePlace>;

public sealed class SqliteRunLedgerTests : RunLedgerConformance<SqlitePlace>;

public sealed class SqliteAnyOrderTests : AnyOrderConformance<SqlitePlace>;
