using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Locks that hold until the transaction ends, one of each purpose and schema: stores in other schemas do not wait.</summary>
static class AdvisoryLock
{
    const int Schema = 0x63690001;
    const int Rows = 0x63690002;

    /// <summary>Programs that open a store at the same time bring its schema up to date one after the other.</summary>
    public static readonly Statement OfSchema = new("select pg_advisory_xact_lock($1, hashtext(current_schema()))", Schema);

    /// <summary>
    /// Row states are judged by those stored already, of the row itself and of the rows above it: one transaction at a time, as in SQLite.
    /// It takes everything that waits, so the wait costs little.
    /// </summary>
    public static readonly Statement OfRows = new("select pg_advisory_xact_lock($1, hashtext(current_schema()))", Rows);
}
