using System.Globalization;
using System.Security.Cryptography;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// A thousand signed webhooks per second: the App, which stores each on disk before it answers, compared with a Probot
/// app that only verifies them.
/// </summary>
internal static class Delivering
{
    private const int PerSecond = 1_000;
    private const string Secret = "a-secret-of-this-machine";

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(60);

    public static void Run()
    {
        var folder = Peers.Folder();
        using var key = RSA.Create(2048);
        var pem = key.ExportRSAPrivateKeyPem();
        Console.WriteLine(
            "| webhooks taken by | answers | failed | p50, ms | p99, ms | worst, ms |\n|---|---:|---:|---:|---:|---:|");
        Print("Probot, which verifies and stores nothing", Probot(folder, pem));
        foreach (var (name, database) in Databases(folder)) Print(
            $"`tfpilot-app`, on disk in {name} before each answer", App(folder, pem, database));
    }

    private static IEnumerable<(string Name, string Connection)> Databases(string folder)
    {
        var file = Path.Combine(folder, "deliveries.db");
        foreach (var old in Directory.GetFiles(folder, "deliveries.db*")) File.Delete(old);
        yield return ("SQLite", $"Data Source={file}");
        if (Environment.GetEnvironmentVariable("TFPILOT_DATABASE") is { Length: > 0 } other)
            yield return ("PostgreSQL", other);
    }

    private static DeliveryLoad Probot(string folder, string pem)
    {
        var home = Path.Combine(folder, "probot");
        if (!Directory.Exists(Path.Combine(home, "node_modules")))
        {
            Measured.Start("sh",
                ["-c", $"rm -rf '{home}' && cp -R " +
                    $"'{Repository.PathOf("tests", "TfPilot.Benchmarks", "peers", "probot")}' '{home}' && cd " +
                    $"'{home}' && npm ci --no-audit --no-fund"]);
        }

        using var server = PeerServer.Start(
            "node", ["node_modules/probot/bin/probot.js", "run", "./app.mjs"], home, port => new()
            {
                ["APP_ID"] = "1",
                ["PRIVATE_KEY"] = pem,
                ["WEBHOOK_SECRET"] = Secret,
                ["HOST"] = "127.0.0.1",
                ["PORT"] = port,
                ["LOG_LEVEL"] = "error",
                ["NODE_ENV"] = "production",
            });
        return Load(server);
    }

    private static DeliveryLoad App(string folder, string pem, string database)
    {
        var program = Published.Program(folder, "app/TfPilot.App.csproj", "tfpilot-app");
        using var server = PeerServer.Start(program, [], folder, port => new()
        {
            ["TFPILOT_APP_ID"] = "1",
            ["TFPILOT_PRIVATE_KEY"] = pem,
            ["TFPILOT_WEBHOOK_SECRET"] = Secret,
            ["TFPILOT_DATABASE"] = database,
            ["GITHUB_API_URL"] = "http://127.0.0.1:1", // These events need no calls to GitHub.
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        });
        return Load(server);
    }

    private static DeliveryLoad Load(PeerServer server)
    {
        DeliveryLoad.Run(server.Url, Secret, PerSecond / 2, Warming);
        return DeliveryLoad.Run(server.Url, Secret, PerSecond, Counting);
    }

    private static void Print(string name, DeliveryLoad load) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {load.Milliseconds.Count} | {load.Failed} | {load.Percentile(0.5):F1} | " +
            $"{load.Percentile(0.99):F1} | {load.Percentile(1):F1} |"));
}
