using System.Buffers;
using System.Text;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Host;
using TfPilot.Core.Approvals;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Evidence;

/// <summary>An App that accepts evidence for pull request 7 and trusts its publishing workflow.</summary>
internal sealed class IntakeBench : IAsyncDisposable
{
    public const string Workflow = "acme/ci/.github/workflows/publish.yml@refs/heads/main";

    public static readonly PullKey Seven = new(FakeApp.Installation, FakeApp.Repository, 7);

    private readonly TemporaryFolder folder = new();
    private readonly SharedCache cache = new(SharedCache.SharedBytes);
    private readonly Database database;

    private IntakeBench(string trusted)
    {
        database = Database.Open($"Data Source={Path.Combine(folder.Root, "t.db")}")
            .Match(opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        Pull = GitHub.Repository.AddPull(7);
        Evidence = new(database);
        Queue = new(database);
        var workflows = TrustedWorkflow.ReadAll(trusted, "test")
            .Match(read => read, problems => throw new InvalidOperationException(problems[0].Message));
        var timeouts = new GitHubTimeouts(Issuer.Clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout };
        Intake = new(
            new(Issuer.Verifier(), Lines.CreateLogger<JobVerifier>()), new(workflows),
            new InstallationTokens(new HttpClient(GitHub, disposeHandler: false), GitHub.Endpoints, TestApp.Identity(),
                timeouts), Evidence, Queue, new(Issuer.Clock), new(cache), Issuer.Clock,
            Lines.CreateLogger<EvidenceIntake>());
    }

    public FakeIssuer Issuer { get; } = new();

    public LogLines Lines { get; } = new();

    public FakeGitHub GitHub { get; } = new();

    public FakePull Pull { get; }

    public EvidenceStore Evidence { get; }

    public PullQueue Queue { get; }

    public EvidenceIntake Intake { get; }

    public static async Task<IntakeBench> StartAsync(string trusted = Workflow)
    {
        var intake = new IntakeBench(trusted);
        await intake.database.MigrateAsync(default);
        return intake;
    }

    public Task<JobReply> SendAsync(
        string? token = null, byte[]? facts = null, string? pull = null, string? head = null)
    {
        var bytes = facts ?? Facts();
        return Intake.ReceiveAsync(
            new($"Bearer {token ?? Issuer.Token()}",
                (_, _) => Task.FromResult<Body>(new Body.Complete(bytes)))
            { Pull = pull, Head = head }, default);
    }

    public ValueTask<List<EvidenceRow>> RowsAsync(PullKey? key = null) =>
        Evidence.ListAsync(key ?? Seven, Pull.Head.Text, FakeRepository.Sha("main").Text, default).ToListAsync();

    /// <summary>Facts of these projects; different names make different documents.</summary>
    public static byte[] Facts(params string[] projects) =>
        Facts((projects is [] ? ["orders"] : projects).Select(name => new ProjectFacts(name, "prod", APlan)));

    /// <summary>Facts of one project in several environments.</summary>
    public static byte[] FactsIn(params string[] environments) =>
        Facts(environments.Select(environment => new ProjectFacts("orders", environment, APlan)));

    public static byte[] Facts(ProjectFacts project) => Facts([project]);

    public static byte[] Facts(IEnumerable<ProjectFacts> projects)
    {
        var buffer = new ArrayBufferWriter<byte>();
        FactsWriter.Write(new([.. projects], []), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static Plan APlan { get; } = PlanReader.Read("plan.json", new MemoryStream(Utf8("""
        {"format_version":"1.2","resource_changes":[{"address":"terraform_data.a","mode":"managed","type":"terraform_data","name":"a","change":{"actions":["create"],"before":null,"after":{"input":"x"}}}]}
        """)).Read).Match(plans => plans[0], problems => throw new InvalidOperationException(problems[0].Message));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        cache.Dispose();
        folder.Dispose();
        Issuer.Dispose();
        GitHub.Dispose();
    }
}
