using System.Net.Sockets;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Which failures pass by themselves, and what to say about those that do not.</summary>
static class PostgresFailure
{
    // A server that stops, starts, hands over or gave a connection up (25P03), in addition to what the driver calls transient.
    static readonly string[] s_passing =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow,
        "25P03", PostgresErrorCodes.ReadOnlySqlTransaction,
    ];

    public static bool Passes(Exception fault) => fault switch
    {
        PostgresException refused => refused.IsTransient || s_passing.Contains(refused.SqlState, StringComparer.Ordinal),
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => false,
        NpgsqlException broken => broken.IsTransient,
        _ => false,
    };

    /// <summary>The message after waiting long enough for a server that does not answer.</summary>
    public static IOException NoAnswer(PostgresSetting setting, TimeSpan waited, Exception last) => new(
        $"{setting.Where} does not answer since {waited.TotalSeconds:0} seconds: {last.Message} Nothing accepted is lost; see that the server "
        + "runs and that this machine may reach it.", last);

    /// <summary>The message for a store that cannot be opened; null where the fault says enough by itself.</summary>
    public static Exception? Opening(PostgresSetting setting, NpgsqlException fault) => fault switch
    {
        PostgresException refused => Refused(setting, refused) is { } what ? new ArgumentException($"{setting.Where}: {what}", fault) : null,
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            new ArgumentException($"{setting.Where}: no such host. Correct Host in the setting, or the name service of this machine.", fault),
        _ => new IOException($"{setting.Where} cannot be opened: {fault.Message} Compare Host, Port and SSL Mode of the setting with the server.", fault),
    };

    static string? Refused(PostgresSetting setting, PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => "the password was refused. Correct Username and Password in the setting.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the server lets this user not in ({fault.MessageText}). Correct Username and SSL Mode in the setting, or pg_hba.conf of the server.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"there is no such database. Make it with `createdb {setting.Database}`, or correct Database in the setting.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"the user may not make the tables ({fault.MessageText}). Give it `create` on the schema, or a database of its own.",
        PostgresErrorCodes.InvalidSchemaName =>
            "the schema of Search Path does not exist. Make it with `create schema`, or take Search Path out of the setting.",
        _ => null,
    };
}
