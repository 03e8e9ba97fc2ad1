using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>The connection string of a setting, checked, with our defaults below it.</summary>
sealed class PostgresSetting
{
    // Statements are prepared when they are used a second time. A pool of 20 leaves room for other instances on a small server.
    const string Defaults =
        "Application Name=CrmInsights;Maximum Pool Size=20;Max Auto Prepare=80;Auto Prepare Min Usages=2;Timeout=10;Command Timeout=120;Keepalive=30;";

    const string Expected = "expected 'postgres:Host=...;Database=...;Username=...;Password=...', a value with a semicolon in double quotes";

    PostgresSetting(NpgsqlConnectionStringBuilder connection)
    {
        ConnectionString = connection.ConnectionString;
        Database = connection.Database!;
        Where = $"PostgreSQL on host '{connection.Host}', port {connection.Port}, database '{connection.Database}', user '{connection.Username}'";
    }

    /// <summary>With the password; for the driver alone.</summary>
    public string ConnectionString { get; }

    public string Database { get; }

    /// <summary>Names the server in messages; holds no secret.</summary>
    public string Where { get; }

    /// <exception cref="ArgumentException">It is no connection string, or names no host or database. The message holds nothing of it.</exception>
    public static PostgresSetting Parse(string text)
    {
        var connection = Read(text);
        if (string.IsNullOrEmpty(connection.Host)) throw new ArgumentException($"The connection string names no Host; {Expected}.");
        if (string.IsNullOrEmpty(connection.Database)) throw new ArgumentException($"The connection string names no Database; {Expected}.");
        // Every use of a connection is a transaction of its own: there is nothing to reset, and the settings of the session stay.
        connection.NoResetOnClose = true;
        return new PostgresSetting(connection);
    }

    static NpgsqlConnectionStringBuilder Read(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(Defaults + text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The driver's message may quote a piece of a password that holds a semicolon.
            throw new ArgumentException($"The connection string of PostgreSQL cannot be read; {Expected}.");
        }
    }
}
