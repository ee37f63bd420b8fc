using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Commands;
using TfPilot.App.Gates;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Operator;
using TfPilot.App.Proposals;
using TfPilot.App.Pulls;
using TfPilot.App.Records;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Pulls;

/// <summary>
/// A reconciler with the fake GitHub, a temporary database and the open pull request 7; tests change the facts that
/// matter to them.
/// </summary>
internal sealed class PullBench : IAsyncDisposable
{
    public const string Prod =
        "version: 1\nenvironments:\n  prod:\n    paths: [\"live/prod/**\"]\n    approvals: none\n  dev:\n    paths: " +
        "[\"live/dev/**\"]\n    approvals: none\nshared: [\"modules/**\"]\n";

    /// <summary>Requires two approvals of a team.</summary>
    public const string Two =
        "version: 1\nenvironments:\n  prod:\n    paths: [\"live/prod/**\"]\n    approvals: { teams: [platform], " +
        "count: 2 }\n";

    private static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly AutoAdvanceClock clock = new();
    private readonly SharedCache cache = new(SharedCache.SharedBytes);
    private readonly Database database;
    private readonly EvidenceReader documents;
    private readonly PullReconciler reconciler;
    private ILogger log = NullLogger.Instance;

    private PullBench()
    {
        database = Database.Open($"Data Source={folder.Root}/tfpilot.db")
            .Match(opened => opened, _ => throw new InvalidOperationException());
        Tokens = new(new HttpClient(GitHub, disposeHandler: false), GitHub.Endpoints, TestApp.Identity(),
            new(clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout });
        (Evidence, Checks, Queue) = (new(database), new(database), new(database));
        documents = new(Evidence, Memory);
        Installations = new(database);
        (Comments, Scans, Redeliveries) = (new(database), new(database), new(database));
        var known = new PeopleCache(Installations, cache, clock);
        var people = new PeopleFactsReader(new(Tokens, known), known, new(new(database), cache), new(Evidence, cache),
            new(new(database), new(database)), Proposals = new(database), cache, clock);
        var moves = new BaseBranchChanges(cache);
        var gathering = new PullFactsReader(501, documents, new(documents, moves, Evidence, cache, clock), moves,
            new(Evidence, cache), people, new([new("acme/ci/.github/workflows/plan.yml", "refs/heads/main")]), clock,
            cache);
        var history = new AuditLog(Audit = new(database), clock);
        Timelines = new(Audit, cache);
        var writing = new CheckRunPublisher(
            Tokens, Checks, Queue, Timelines, clock, new BenchLog<CheckRunPublisher>(this));
        Groups = new(Tokens, gathering, documents, writing, history, Queue, clock);
        DeadLetterChecks = new(
            Tokens, writing, Checks, history, Changes = new(database), Groups, new BenchLog<DeadLetterChecks>(this));
        var concerned = new PullMarker(new(Tokens), Queue, new(clock), clock);
        Commands = new(
            Tokens, gathering, new(database), new(database),
            new(Timelines, ApplyLocks = new(database), new(database), Tokens, clock), concerned, new(clock), clock,
            new BenchLog<CommandHandler>(this));
        Requests = new(
            RequestStore = new(database), ApplyLocks, Tokens, new(clock), clock,
            new BenchLog<RunRequestWorker>(this));
        Buttons = new(Tokens, gathering, new(database), concerned, clock, new BenchLog<CheckActionHandler>(this));
        reconciler = new(Tokens, gathering, writing, history, new(Locks = new(database), concerned, clock),
            new(Changes, documents, new(database), clock),
            new(Tokens, new BenchLog<AutoMergeStopper>(this)), Groups,
            Evidence, Queue, clock,
            new BenchLog<PullReconciler>(this));
    }

    public FakeGitHub GitHub { get; } = new();

    public FakeRepository Repository => GitHub.Repository;

    public FakePull Pull => Repository.Pulls[7];

    public InstallationTokens Tokens { get; }

    public EvidenceStore Evidence { get; }

    public PullStore Checks { get; }

    public ChangeStore Changes { get; }

    public ApplyLockStore ApplyLocks { get; }

    public RunRequestWorker Requests { get; }

    public RunRequestStore RequestStore { get; }

    public ProposalWorker ProposalWork => new(
        Proposals,
        new(Tokens, Changes, Evidence, new(Changes, documents, new(database), clock), Proposals, new(Tokens, Changes),
            new(Tokens), clock),
        new(Tokens, Records, Proposals, new(Tokens), clock),
        new(Tokens, new(database), Records, Proposals, clock), Tokens, new(clock), clock,
        new BenchLog<ProposalWorker>(this));

    public ProposalStore Proposals { get; }

    public EndedApplyScan EndedApplies => new(
        ApplyLocks, Tokens, new(new(database), clock, new BenchLog<ScanSchedule>(this)), new(clock), clock);

    public ApplyReportWorker Reports => new(
        new(database), new(new(database), new(database), Tokens, clock),
        new(new(database), new(database), Tokens, clock), Tokens, new(clock), clock,
        new BenchLog<ApplyReportWorker>(this));

    public DataBranchWorker DataBranches => new(
        new(database), new(new(database), new(database), Tokens, clock), Tokens, new(clock), clock,
        new BenchLog<DataBranchWorker>(this));

    public DeploymentStore Deployments => new(database);

    public RecordStore Records => new(database);

    public ReportStore ReportStore => new(database);

    public PullQueue Queue { get; }

    public MergeGroupChecks Groups { get; }

    public DeadLetterChecks DeadLetterChecks { get; }

    public Database Store => database;

    public InstallationStore Installations { get; }

    public AuditStore Audit { get; }

    public TimelineReader Timelines { get; }

    public LockStore Locks { get; }

    public CommandHandler Commands { get; }

    public CommandStore Comments { get; }

    public ScanStore Scans { get; }

    public RedeliveryStore Redeliveries { get; }

    public CheckActionHandler Buttons { get; }

    public ReaderMemory Memory { get; } = new(ReaderMemory.SharedBytes);

    public TimeProvider Clock => clock;

    public DateTimeOffset Now => clock.GetUtcNow();

    public static async Task<PullBench> OpenAsync(string? settings = Prod)
    {
        var bench = new PullBench();
        await bench.database.MigrateAsync(default);
        await bench.Installations.RecordInstalledAsync(FakeApp.Installation, bench.Now, default);
        if (settings is not null) bench.Repository.Files[".tfpilot.yml"] = settings;
        bench.Repository.AddPull(7);
        return bench;
    }

    /// <summary>A change of prod with its plan.</summary>
    public static async Task<PullBench> PlannedAsync(string settings = Two)
    {
        var bench = await OpenAsync(settings);
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(Plans(Project("live/prod/web", "prod")));
        return bench;
    }

    public static async Task<PullBench> ApprovedAsync()
    {
        var bench = await PlannedAsync();
        bench.Approve(FakePeople.Bob, FakePeople.Cy);
        return bench;
    }

    public void Approve(params Account[] people)
    {
        foreach (var by in people) Repository.AddReview(7, by, "APPROVED", Now);
    }

    public static PullKey Key(int pull = 7) => new(FakeApp.Installation, FakeApp.Repository, pull);

    /// <summary>Marks the pull request and processes it once.</summary>
    public async Task<ReconcileResult> RunAsync(int pull = 7)
    {
        var lease = await LeaseAsync(pull);
        var result = await reconciler.RunAsync(lease, default);
        await Queue.CompleteAsync(
            lease, (result as ReconcileResult.Done)?.Result ?? new(IsOpen: false, IsPartial: false, []), default);
        return result;
    }

    public Task<ReconcileResult> WorkAsync(Lease lease) => reconciler.RunAsync(lease, default);

    public async Task<Lease> LeaseAsync(int pull = 7)
    {
        await Queue.MarkAsync(Key(pull), clock.GetUtcNow(), default);
        return await LeaseOrNullAsync() ?? throw new InvalidOperationException("nothing is due");
    }

    public Task<Lease?> LeaseOrNullAsync() => Queue.ClaimAsync(clock.GetUtcNow(), LeaseDuration, default);

    public void Passes(TimeSpan time) => clock.Advance(time);

    public Task<int> ApplyRetentionAsync() =>
        new RetentionJob(new(database), Evidence, Queue, clock).RunOnceAsync(default);

    public void LogTo(ILoggerProvider provider) => log = provider.CreateLogger("bench");

    /// <summary>Adds the facts that a run reported for the current head.</summary>
    public async Task<EvidenceResult> AddEvidenceAsync(
        ReviewFacts facts, int run = 1, int attempt = 1, string? distrust = null, int pull = 7, int spaces = 0,
        CommitSha? head = null, CommitSha? planned = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        FactsWriter.Write(facts, bytes);
        bytes.Write(Encoding.UTF8.GetBytes(new string(' ', spaces)));
        return await Evidence.AddAsync(
            new(Key(pull), (head ?? Repository.Pulls[pull].Head).Text, (head ?? Repository.DefaultHead).Text, run,
                attempt, distrust is null, distrust,
                FactsCompression.Compress(bytes.WrittenSpan),
                $"{Encoding.UTF8.GetString(bytes.WrittenSpan).GetHashCode(StringComparison.Ordinal)}",
                clock.GetUtcNow())
            { Planned = planned?.Text },
            default);
    }

    public static ReviewFacts Plans(params ProjectFacts[] projects) => new(projects, []);

    public static ProjectFacts Project(string folder, string? environment, params string[] deletes) =>
        new(folder, environment, new Plan
        {
            FormatVersion = "1.2",
            Changes = [.. deletes.Select(address => new ResourceChange
        {
            Address = new(address),
            Type = address.Split('.')[0],
            Action = PlanActions.Of(["delete"]),
            Actions = ["delete"],
        })],
        })
        {
            EntryFile = $"{folder}/main.tf",
        };

    /// <summary>A project that creates a large instance, with sources that show its line.</summary>
    public static ProjectFacts Large() => Project("live/prod/web", "prod") with
    {
        Plan = new()
        {
            FormatVersion = "1.2",
            Changes = [new() { Address = new("aws_instance.web"), Type = "aws_instance",
                Action = PlanActions.Of(["create"]), Actions = ["create"],
                After = RedactedJson.FromCanonical("""{"size":"large"}"""u8.ToArray()) }],
        },
        Sources = SourceIndex.Of(
            "", HclBlocks.Read("main.tf", "resource \"aws_instance\" \"web\" {\n  size = \"large\"\n}\n")),
    };

    /// <summary>The conclusion and title of a check on GitHub.</summary>
    public string CheckLine(string name) => Repository.Checks.FindLast(check => check.Text("name") == name) is { } check
        ? $"{check.Body["conclusion"]} {check.Body["output"]!["title"]}"
        : "none";

    public string Summary(string name) =>
        (string)Repository.Checks.FindLast(check => check.Text("name") == name)!.Body["output"]!["summary"]!;

    /// <summary>The calls since the last time, without those for tokens.</summary>
    public (int Reads, int Writes) Calls()
    {
        var calls = GitHub.Exchanges
            .Where(exchange => !exchange.Url.EndsWith("/access_tokens", StringComparison.Ordinal)).ToList();
        GitHub.Exchanges.Clear();
        var reads = calls.Count(
            call => call.Method == "GET" || call.Url.EndsWith("/graphql", StringComparison.Ordinal));
        return (reads, calls.Count - reads);
    }

    public async ValueTask DisposeAsync()
    {
        documents.Dispose();
        cache.Dispose();
        await database.DisposeAsync();
        GitHub.Dispose();
        folder.Dispose();
    }

    private sealed class BenchLog<T>(PullBench bench) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => bench.log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            bench.log.Log(logLevel, eventId, state, exception, formatter);
    }
}
