namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Tables beside those of Dataverse: the version counter, deletions and the imported solutions.</summary>
static class KernelTables
{
    public static void Create(Statements database) => database.Execute(
        """
        CREATE TABLE IF NOT EXISTS kernel_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS kernel_deletion (
            tablename TEXT NOT NULL, version INTEGER NOT NULL, id BLOB NOT NULL, deletedon INTEGER NOT NULL,
            PRIMARY KEY (tablename, version)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS kernel_solution (uniquename TEXT PRIMARY KEY, version TEXT NOT NULL, importedon INTEGER NOT NULL, package BLOB NOT NULL);
        """);
}
