namespace TfPilot.Action.Tests;

public sealed class ExplainTests : IDisposable
{
    private const string Pull = """
        schema: tfpilot.pull/1
        now: 2026-11-02T12:00:00Z
        number: 7
        head: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        base: { branch: main, commit: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb }
        changed: [live/prod/web/main.tf]
        evidence: [{ facts: web.json }]
        people:
          ann: { id: 1, access: write }
          bob: { id: 2, access: write }
          cy: { id: 3, access: write }
          gus: { id: 4, access: write }
          renovate[bot]: { id: 9, bot: true }
        author: ann
        reviews:
          - { id: 1, by: ann, state: approved, commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, at: 2026-11-02T09:00:00Z }
          - { id: 2, by: bob, state: approved, commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, at: 2026-11-02T09:00:00Z }
          - { id: 3, by: cy, state: approved, commit: dddddddddddddddddddddddddddddddddddddddd, at: 2026-11-02T08:00:00Z }
          - { id: 4, by: "renovate[bot]", state: approved, commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, at: 2026-11-02T09:00:00Z }
        commits: [{ sha: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, parents: [bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb], author: ann, committer: ann }]
        pushes: [{ by: ann, after: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }]
        teams: { platform: { members: [ann, bob, cy] }, dba: { members: [gus] } }
        locks: []

        """;

    private readonly TemporaryFolder folder = new();

    public ExplainTests()
    {
        folder.Write(".tfpilot.yml", """
            version: 1
            environments:
              prod:
                paths: ["live/prod/**"]
                approvals: { count: 2, teams: [platform], max_age: 14d, also: [{ name: data, when: { risk: destructive }, count: 1, teams: [dba] }] }
            policy:
              rules: [{ id: keep, protect: { types: [aws_db_instance], actions: [delete] }, level: approve, approvers: [dba] }]

            """);
        folder.Write("live/prod/web/main.tf", "resource \"aws_db_instance\" \"orders\" {}\n");
        var plan = folder.Write("live/prod/web/plan.json", """
            {"format_version":"1.2","resource_changes":[{"address":"aws_db_instance.orders","mode":"managed","type":"aws_db_instance","name":"orders","change":{"actions":["delete"],"before":{},"after":null}}]}
            """);
        Cli.Run("review", $"live/prod/web={plan}", "--environment", "prod", "--source", folder.Root, "--format",
            "facts", "--output", Path.Combine(folder.Root, "web.json")).ExitCode.Should().Be(1);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_reason_is_printed()
    {
        var run = Explain(Pull);

        (run.ExitCode, run.Error).Should().Be((1, ""));
        Golden.Check(run.Out, "explain.txt");
    }

    [Fact]
    public void The_same_explanation_is_available_as_JSON()
    {
        var run = Explain(Pull, "--format", "json");

        (run.ExitCode, run.Error).Should().Be((1, ""));
        Golden.Check(
            run.Json.ToJsonString(
                new()
                {
                    WriteIndented = true,
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                }) + "\n",
                    "explain.json");
    }

    [Fact]
    public void JSON_input_is_read_like_YAML()
    {
        const string Min = """
            {"schema":"tfpilot.pull/1","now":"2026-11-02T12:00:00Z","number":7,
              "head":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "base":{"branch":"main","commit":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"changed":["README.md"],
              "people":{"ann":{"id":1}},"author":"ann"}
            """;

        Explain(Min).Should()
            .Be(new CliRun(0, "#7 into main at aaaaaaa: not required\n  No Terraform files changed.\n", ""));
    }

    [Fact]
    public void The_config_option_replaces_the_settings()
    {
        var lax = folder.Write("lax.yml",
            "version: 1\nenvironments: { prod: { paths: [live/prod/**], approvals: { count: 1, teams: " +
                "[platform] } } }\n");

        var run = Explain(Pull, "--config", lax);

        run.ExitCode.Should().Be(0);
        run.Out.Should().StartWith("#7 into main at aaaaaaa: approved\n");
    }

    [Theory]
    [InlineData("locks: []", "", "it is unknown whether")]
    [InlineData("pushes:", "#", "the pushers are unknown")]
    [InlineData("commits:", "#", "the commits could not be read")]
    public void Omitted_facts_are_treated_as_unknown(string key, string instead, string expected)
    {
        var run = Explain(Pull.Replace(key, instead, StringComparison.Ordinal));

        run.ExitCode.Should().BeOneOf(1, 2);
        run.Out.ToLowerInvariant().Should().Contain(expected);
    }

    [Theory]
    [InlineData("by: bob", "by: bop",
        "tfpilot: {0}/pr.yml:17:18: reviews[1].by names bop, who is not listed under people; did you mean bob?\n")]
    [InlineData("facts: web.json", "facts: wbe.json",
        "tfpilot: {0}/pr.yml:7:12: {0}/wbe.json does not exist. Create it with `tfpilot review --format facts`.\n")]
    [InlineData("number: 7", "numbr: 7",
        "tfpilot: {0}/pr.yml:1:1: the file lacks number: The pull request's number.\ntfpilot: {0}/pr.yml:3:1: numbr " +
        "is not a known key; did you mean number?\n")]
    public void Invalid_facts_are_reported_with_their_location(string right, string wrong, string error)
    {
        var run = Explain(Pull.Replace(right, wrong, StringComparison.Ordinal));

        run.Should().Be(new CliRun(2, "", error.Replace("{0}", folder.Root, StringComparison.Ordinal)));
    }

    [Fact]
    public void All_invalid_files_are_reported_at_once()
    {
        folder.Write("web.json", "{}");
        var settings = folder.Write("wrong.yml", "version: 1\npolcy: {}\n");

        var run = Explain(Pull, "--config", settings);

        run.ExitCode.Should().Be(2);
        run.Error.Should()
            .Contain($"{settings}:2:1: polcy is not a known key; did you mean policy?").And.Contain("web.json");
        Cli.Run("explain", "--facts", "nowhere.yml").Should()
            .Be(new CliRun(
                2, "", "tfpilot: nowhere.yml does not exist. Create it as docs/reference/explain.md describes.\n"));
        Cli.Run("explain").Error.Should().Contain("'--facts' is required");
    }

    private CliRun Explain(string pull, params string[] options) =>
        Cli.Run(["explain", "--facts", folder.Write("pr.yml", pull), .. options]);
}
