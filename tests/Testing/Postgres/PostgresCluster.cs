using System.Diagnostics;

namespace CrmInsights.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of our own in a temporary folder, reached by a socket in it. A shell script keeps it: it takes orders from its
/// standard input and, when that ends with this process, however it ends, stops the server and deletes the folder.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    static readonly string? s_programs = FindPrograms();

    static readonly Lazy<PostgresCluster> s_shared = new(() =>
    {
        var cluster = new PostgresCluster();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster;
    });

    readonly Process _keeper;
    readonly string _folder;

    public PostgresCluster()
    {
        _keeper = Process.Start(Keeper())!;
        _folder = Answer();
    }

    /// <summary>Why no server can be started; null where one can.</summary>
    public static string? Missing { get; } =
        OperatingSystem.IsWindows() ? "the tests start PostgreSQL by a shell script, which Windows has not."
        : s_programs is null ? "no initdb and postgres on the PATH or below /usr/lib/postgresql (Debian: postgresql-15)."
        : null;

    /// <summary>The server that all tests of this process share.</summary>
    public static PostgresCluster Shared => s_shared.Value;

    /// <summary>A connection string for a database. No user needs a password, except one of the name <c>guarded</c>.</summary>
    public string ConnectionString(string database = "postgres", string user = "postgres") => $"Host={_folder};Database={database};Username={user}";

    /// <summary>Makes an empty database; returns the setting of a store in it.</summary>
    public string CreateDatabase(string name)
    {
        Order($"create {name}");
        return $"postgres:{ConnectionString(name)}";
    }

    /// <summary>Ends the server at once, as a crash would: it recovers from its log at the next start.</summary>
    public void Crash() => Order("crash");

    public void Start() => Order("start");

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    void Order(string command)
    {
        _keeper.StandardInput.WriteLine(command);
        _keeper.StandardInput.Flush();
        Answer();
    }

    string Answer()
    {
        var line = _keeper.StandardOutput.ReadLine();
        if (line is null || !line.StartsWith("ready ", StringComparison.Ordinal))
            throw new InvalidOperationException($"PostgreSQL did not start: {line} {_keeper.StandardError.ReadToEnd()}");
        return line["ready ".Length..];
    }

    static ProcessStartInfo Keeper()
    {
        // PostgreSQL refuses to run as root; its Debian package brings a user.
        string[] asUser = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];
        string[] command = [.. asUser, "sh", "-c", Script, "keeper", s_programs!];
        return new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    static string? FindPrograms()
    {
        IEnumerable<string> packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).Reverse()
            : [];
        return packaged.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    // Without fsync only a crash of the machine would lose something.
    const string Script =
        """
        set -e
        bin=$1
        folder=$(mktemp -d /tmp/crminsights-postgres-XXXXXX)
        trap '"$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true; rm -rf "$folder"' EXIT
        "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/initdb.log"
        cat >>"$folder/data/postgresql.conf" <<END
        listen_addresses = ''
        unix_socket_directories = '$folder'
        fsync = off
        max_connections = 300
        shared_buffers = 64MB
        END
        sed -i '1i local all guarded scram-sha-256' "$folder/data/pg_hba.conf"
        start() { "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -s start; }
        start
        echo "ready $folder"
        while read -r order; do
            case $order in
                crash) "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop ;;
                start) start ;;
                create*) "$bin/createdb" -h "$folder" -U postgres "${order#create }" ;;
            esac
            echo "ready $folder"
        done
        """;
}
