namespace TfPilot.Action.Tests;

public sealed class PolicyTestCommandTests : IDisposable
{
    private const string Rules = """
        version: 1
        environments: { prod: { paths: ["live/prod"] } }
        policy:
          rules:
            - id: owner
              tags: { required: { owner: { equals: "${env}" } } }
            - id: kept
              protect: { types: [aws_vpc], actions: [delete] }
            - id: budget
              cost: { max_increase: 10 }
          waivers:
            - { rule: owner, match: [aws_vpc.old], until: 2026-03-31, reason: moves away }

        """;

    private readonly TemporaryFolder folder = new();

    public PolicyTestCommandTests()
    {
        folder.Write(".tfpilot.yml", Rules);
        folder.Write("live/prod/plan.json", Plan(("aws_vpc.main", "stage"), ("aws_vpc.old", "me")));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_test_passes_when_the_findings_are_the_expected_ones()
    {
        var file = Tests("""
            - name: prod
              plan: live/prod/plan.json
              today: 2026-03-31
              expect:
                - { rule: owner, address: aws_vpc.main, attribute: tags.owner, verdict: fail }
                - { rule: owner, address: aws_vpc.old, verdict: waived }
                - { rule: kept, address: aws_vpc.old, verdict: pass }
                - { rule: budget, verdict: unknown }
            """);

        var run = Cli.Run("policy", "test", file);

        run.Should().Be(new CliRun(0, $"ok      {file}:3:3: prod\n1 passed, 0 failed\n", ""));
    }

    [Fact]
    public void What_differs_stands_below_the_test_and_whatever_is_not_expected_differs()
    {
        var file = Tests("""
            - name: the waiver is over
              plan: live/prod/plan.json
              today: 2026-04-01
              expect:
                - { rule: owner, address: aws_vpc.main, verdict: fail }
                - { rule: owner, address: aws_vpc.old, verdict: waived }
            - name: nothing to find
              plan: live/prod/plan.json
              environment: stage
              expect: []
            """);

        var run = Cli.Run("policy", "test", file);

        run.Should().Be(new CliRun(1, $"""
            FAILED  {file}:3:3: the waiver is over
                      owner at aws_vpc.old should be waived, and tags.owner is fail: it got "me" and wants "prod"
                      budget at the plan (max_increase) is unknown and nobody expects it: it got not estimated: no Infracost
                      file was given for this project and wants at most +10.00 per month
            FAILED  {file}:9:3: nothing to find
                      owner at aws_vpc.main (tags.owner) is waived and nobody expects it
            0 passed, 2 failed

            """, ""));
    }

    [Theory]
    [InlineData("{ rule: ownr, address: aws_vpc.main, verdict: pass }", "ownr at aws_vpc.main cannot be: there is no rule ownr; did you mean owner?")]
    [InlineData("{ rule: kept, address: aws_vpc.mane, verdict: pass }", "kept at aws_vpc.mane cannot be: the plan has nothing at aws_vpc.mane; did you mean aws_vpc.main?")]
    public void An_expectation_that_nothing_can_meet_fails_instead_of_passing_unseen(string expectation, string difference)
    {
        var file = Tests($"- {{ name: a, plan: live/prod/plan.json, expect: [{expectation}] }}");

        var run = Cli.Run("policy", "test", file);

        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain(difference);
    }

    private string Tests(string tests) => folder.Write("rules.policytest.yml", $"settings: .tfpilot.yml\ntests:\n{tests}\n");

    private static string Plan(params (string Address, string Owner)[] objects) =>
        $$"""{"format_version":"1.2","resource_changes":[{{string.Join(',', objects.Select(one => Create(one.Address, one.Owner)))}}]}""";

    private static string Create(string address, string owner) =>
        $$"""{"address":"{{address}}","mode":"managed","type":"aws_vpc","name":"{{address[8..]}}","change":{"actions":["create"],"before":null,"after":{ "tags": { "owner": "{{owner}}" } } } }""";
}
