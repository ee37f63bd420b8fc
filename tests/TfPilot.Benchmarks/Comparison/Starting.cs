using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The time until the App is healthy, and its memory before and after many deliveries.</summary>
internal static class Starting
{
    private const int Repetitions = 11;
    private const int PerSecond = 1_000;
    private const string Secret = "a-secret-of-this-machine";

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(100);

    public static void Run()
    {
        var folder = Peers.Folder();
        using var key = RSA.Create(2048);
        var pem = key.ExportRSAPrivateKeyPem();
        var program = Published.Program(folder, "app/TfPilot.App.csproj", "tfpilot-app");
        var first = Enumerable.Range(0, Repetitions).Select(_ => Start(program, folder, pem, isNew: true)).ToList();
        var again = Enumerable.Range(0, Repetitions).Select(_ => Start(program, folder, pem, isNew: false)).ToList();
        using var server = App(program, folder, pem);
        var before = server.Megabytes;
        var load = DeliveryLoad.Run(server.Url, Secret, PerSecond, Time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | the App | measured |
            |---|---:|
            | start to healthy with a new database, ms | {Median(first):F0} |
            | start to healthy, ms | {Median(again):F0} |
            | memory once healthy, MB | {before:F0} |
            | memory after {load.Milliseconds.Count} deliveries, {load.Failed} failed, MB | {server.Megabytes:F0} |
            """));
    }

    private static double Start(string program, string folder, string pem, bool isNew)
    {
        if (isNew) foreach (var old in Directory.GetFiles(folder, "start.db*")) File.Delete(old);
        var began = Stopwatch.GetTimestamp();
        using var server = App(program, folder, pem);
        using var http = new HttpClient();
        using var answer = http.GetAsync(new Uri(server.Url, "/healthz")).Result;
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static PeerServer App(string program, string folder, string pem) =>
        PeerServer.Start(program, [], folder, port => new()
        {
            ["TFPILOT_APP_ID"] = "1",
            ["TFPILOT_PRIVATE_KEY"] = pem,
            ["TFPILOT_WEBHOOK_SECRET"] = Secret,
            ["TFPILOT_DATABASE"] = $"Data Source={Path.Combine(folder, "start.db")}",
            ["GITHUB_API_URL"] = "http://127.0.0.1:1", // These events need no calls to GitHub.
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        });

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
