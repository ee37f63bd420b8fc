using System.Diagnostics;
using System.Globalization;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.Storage;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The time to find a resource among 1,000 and among 100,000, in SQLite and in PostgreSQL.</summary>
internal static class Searching
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int PerProject = 1_000;
    private const int Rounds = 500;
    private const long Repository = 22;

    private static readonly (string Name, string? Search)[] Questions =
    [
        ("address", "aws_instance.web[\"777\"]"), ("id", "i-777"),
        ("ARN", "arn:aws:ec2:eu-west-1:1:instance/i-777"), ("name", "web-777"), ("tag", "owner=team-77"),
        ("IP address", "10.0.3.9"), ("host name", "web-777.example.com"), ("nothing found", "none"),
        ("first page of the list", null),
    ];

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var file = Path.Combine(Peers.Folder(), "registry.db");
        foreach (var old in Directory.GetFiles(Peers.Folder(), "registry.db*")) File.Delete(old);
        await MeasureAsync("SQLite", $"Data Source={file}");
        if (Environment.GetEnvironmentVariable("TFPILOT_DATABASE") is { Length: > 0 } other)
            await MeasureAsync("PostgreSQL", other);
    }

    private static async Task MeasureAsync(string engine, string connection)
    {
        await using var database = Database.Open(connection).Match(
            opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        await database.MigrateAsync(default);
        // An installation of its own, so that a database can be measured again.
        var installation = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await FillAsync(database, installation, 0, Few);
        await AskAsync(database, installation); // Compiles the code.
        var few = await AskAsync(database, installation);
        await FillAsync(database, installation, Few, Many);
        var many = await AskAsync(database, installation);
        Console.WriteLine($"\n| {engine} | 1,000 resources, ms | 100,000 resources, ms | ratio |");
        Console.WriteLine("|---|---:|---:|---:|");
        for (var at = 0; at < Questions.Length; at++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {Questions[at].Name} | {few[at]:F3} | {many[at]:F3} | {many[at] / few[at]:F2} |"));
    }

    private static async Task FillAsync(Database database, long installation, int from, int to)
    {
        var (records, now) = (new RecordStore(database), DateTimeOffset.UnixEpoch);
        for (var first = from; first < to; first += PerProject)
        {
            var record = new ApplyRecord("prod", $"live/{first}", ApplyStatus.Applied)
            {
                Resources = [.. Enumerable.Range(first, PerProject).Select(Resource)],
            };
            var pass = new GatePass(
                first + 1, 1, record.Environment, record.Project, 7, new('a', 40), now, now);
            await records.AddAsync(
                new(installation, Repository, new(pass.Run, 1), record, []), pass,
                new(AuditKind.Apply, Repository, 7, "record"), now, default);
        }
    }

    private static StateResource Resource(int i) => new($"aws_instance.web[\"{i}\"]", "aws_instance", "aws")
    {
        Id = $"i-{i}",
        Arn = $"arn:aws:ec2:eu-west-1:1:instance/i-{i}",
        Name = $"web-{i}",
        Region = "eu-west-1",
        Tags = new Dictionary<string, string> { ["owner"] = $"team-{i / 10}" },
        Hosts = [$"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", $"web-{i}.example.com"],
    };

    /// <summary>The median of each question; the questions alternate.</summary>
    private static async Task<double[]> AskAsync(Database database, long installation)
    {
        var registry = new RegistryStore(database);
        var times = Questions.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var at = 0; at < Questions.Length; at++)
            {
                var start = Stopwatch.GetTimestamp();
                var (found, _) = await registry.FindAsync(
                    installation, Repository, new(Questions[at].Search, null, null, 1), default);
                times[at].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if ((found.Count == 0) != (Questions[at].Search == "none"))
                    throw new InvalidOperationException($"{Questions[at].Name}: {found.Count} resources are found.");
            }
        }

        return [.. times.Select(one => one.Order().ElementAt(Rounds / 2))];
    }
}
