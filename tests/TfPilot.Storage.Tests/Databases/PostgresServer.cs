using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TfPilot.Storage.Tests;

/// <summary>
/// One PostgreSQL server per test run, started from the system's binaries on loopback and removed afterward.
/// </summary>
internal sealed class PostgresServer
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin"))
        .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private static readonly Lazy<PostgresServer> Started = new(() => new PostgresServer());

    private readonly string folder = Directory.CreateTempSubdirectory("tfpilot-").FullName;
    private readonly string connection;
    private int databases;

    private PostgresServer()
    {
        var data = Path.Combine(folder, "data");
        var password = Path.Combine(folder, "password");
        File.WriteAllText(password, Guid.NewGuid().ToString("N"));
        if (Environment.IsPrivilegedProcess) Run("chown", "-R", "postgres", folder);
        RunAsOwner("initdb", "-D", data, "-A", "scram-sha-256", "-U", "app", $"--pwfile={password}", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync");
        var port = FreePort();
        RunAsOwner("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(data);
        connection = $"Host=127.0.0.1;Port={port};Username=app;Password={File.ReadAllText(password)}";
    }

    public static string? ReasonToSkip { get; } = Binaries is null ? "PostgreSQL is not installed (Debian: postgresql)"
        : null;

    /// <summary>A connection string to a new, empty database.</summary>
    public static string NewDatabase()
    {
        var server = Started.Value;
        var name = $"tfpilot{Interlocked.Increment(ref server.databases)}";
        using var source = NpgsqlDataSource.Create($"{server.connection};Database=postgres;Pooling=false");
        using var command = source.CreateCommand($"CREATE DATABASE {name}");
        command.ExecuteNonQuery();
        return $"{server.connection};Database={name}";
    }

    private void Stop(string data)
    {
        RunAsOwner("pg_ctl", "-D", data, "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root.
    private static void RunAsOwner(string tool, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, tool);
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
