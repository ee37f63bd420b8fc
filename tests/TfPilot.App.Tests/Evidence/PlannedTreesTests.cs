using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Evidence;

/// <summary>Fingerprints bind to the trees on GitHub, regardless of what the job reports.</summary>
public sealed class PlannedTreesTests : IAsyncLifetime
{
    private readonly Dictionary<string, string> files = new()
    {
        ["envs/prod/main.tf"] = """resource "terraform_data" "a" { input = file("../../scripts/run.sh") }""",
        ["scripts/run.sh"] = "one",
        ["docs/a.md"] = "one",
    };

    private IntakeBench app = null!;

    public async Task InitializeAsync()
    {
        app = await IntakeBench.StartAsync();
        app.GitHub.Repository.Files.Clear();
        foreach (var (path, text) in files) app.GitHub.Repository.Files[path] = text;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_tree_ids_of_hidden_inputs_are_read_from_GitHub_and_stored()
    {
        var fingerprint = await FingerprintAsync(Facts());

        var kept = (await app.RowsAsync()).Single();
        var facts = FactsReader.Read("kept", FactsCompression.Decompress(kept.Facts))
            .Match(read => read, problems => throw new InvalidOperationException(problems[0].Message));
        facts.Projects.Single().Trees.Select(tree => tree.Path).Should().Equal("envs/prod", "scripts");
        PlanFingerprint.Of(facts.Projects[0].Plan, "prod", facts.Projects[0].Trees).Should().Be(fingerprint);
    }

    [Theory]
    [InlineData("scripts/run.sh", true)]
    [InlineData("docs/a.md", false)]
    public async Task Commits_that_differ_only_in_a_script_have_different_fingerprints(string path, bool differs)
    {
        var before = await FingerprintAsync(Facts());
        var next = FakeRepository.Sha("next");
        app.GitHub.Repository.Trees[next] = new(files) { [path] = "two" };

        var after = await FingerprintAsync(Facts(), run: "2", commit: next);

        (after != before).Should().Be(differs);
    }

    [Fact]
    public async Task Tree_ids_sent_by_the_job_are_not_trusted()
    {
        var honest = await FingerprintAsync(Facts());

        var forged = await FingerprintAsync(
            Facts(new TreeId("envs/prod", new string('a', 40)), new TreeId("scripts", new string('b', 40))), run: "2");
        var more = await FingerprintAsync(Facts(new TreeId("docs", new string('a', 40))), run: "3");

        forged.Should().Be(honest);
        more.Should().NotBe(honest);
    }

    [Fact]
    public async Task Trees_are_read_only_for_trusted_plans_with_hidden_inputs()
    {
        await app.SendAsync();
        await app.SendAsync(Token("2", workflow: "acme/infra/.github/workflows/mine.yml@refs/heads/f"), Facts());

        app.GitHub.Exchanges.Should()
            .NotContain(exchange => exchange.Url.Contains("/git/trees/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_commit_and_folder_is_read_once()
    {
        await FingerprintAsync(Facts());
        await FingerprintAsync(Facts(), run: "2");

        app.GitHub.Exchanges.Count(exchange => exchange.Url.Contains("/git/trees/", StringComparison.Ordinal)).Should()
            .Be(1);
        app.GitHub.Exchanges.Count(exchange => exchange.Body?.Contains("BlobTexts", StringComparison.Ordinal) == true)
            .Should().Be(1);
    }

    [Fact]
    public async Task Fingerprints_above_the_folder_limit_do_not_depend_on_the_cache()
    {
        foreach (var (folder, count) in new[] { ("envs/a", 1_500), ("envs/b", 1_000) })
            for (var i = 0; i < count; i++) app.GitHub.Repository.Files[$"{folder}/f{i}.tf"] = $"# {folder} {i}";
        var (a, b) = (Hiding("a", "envs/a"), Hiding("b", "envs/b"));
        var cold = await FingerprintsAsync("1", a, b);

        await FingerprintsAsync("2", a);
        await FingerprintsAsync("3", b);
        var warm = await FingerprintsAsync("4", a, b);

        warm.Should().Equal(cold);
    }

    [Fact]
    public async Task Evidence_is_not_stored_when_GitHub_is_unavailable()
    {
        app.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/git/commits/", StringComparison.Ordinal))
                app.GitHub.FailNext(() => FakeGitHub.Response(503, "{}"), times: 9);
        };

        (await app.SendAsync(facts: Facts())).Status.Should().Be(503);
        (await app.RowsAsync()).Should().BeEmpty();
    }

    private string Token(string run, CommitSha? commit = null, string workflow = IntakeBench.Workflow)
    {
        var claims = app.Issuer.Claims;
        (claims["run_id"], claims["job_workflow_ref"]) = (run, workflow);
        if (commit is { } other) claims["sha"] = other.Text;
        return app.Issuer.Token(claims);
    }

    private async Task<string> FingerprintAsync(byte[] facts, string run = "1", CommitSha? commit = null)
    {
        var reply = await app.SendAsync(Token(run, commit), facts);
        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        return (string)reply.Body["fingerprints"]![0]!;
    }

    private async Task<List<string>> FingerprintsAsync(string run, params ProjectFacts[] projects)
    {
        var reply = await app.SendAsync(Token(run), IntakeBench.Facts(projects));
        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        return [.. reply.Body["fingerprints"]!.AsArray().Select(fingerprint => (string)fingerprint!)];
    }

    internal static byte[] Facts(params TreeId[] trees) =>
        IntakeBench.Facts(Hiding("orders", "envs/prod") with { Trees = trees });

    private static ProjectFacts Hiding(string name, string folder) => new(name, "prod", new Plan
    {
        FormatVersion = "1.2",
        Changes =
        [
            new()
            {
                Address = new("terraform_data.a"),
                Type = "terraform_data",
                Action = PlanActions.Of(["create"]),
                Actions = ["create"],
                After = RedactedJson.FromCanonical("""{"id":{"$":"unknown"}}"""u8.ToArray()),
            },
        ],
    })
    { EntryFile = $"{folder}/main.tf" };
}
