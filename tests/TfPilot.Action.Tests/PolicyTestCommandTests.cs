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
    public void A_policy_test_passes_when_the_findings_match_the_expected_ones()
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
    public void A_misspelled_attribute_fails_the_policy_test()
    {
        var file = Tests("""
            - name: prod
              plan: live/prod/plan.json
              today: 2026-03-31
              expect:
                - { rule: owner, address: aws_vpc.main, verdict: fail }
                - { rule: owner, address: aws_vpc.old, attribute: tags.ownr, verdict: pass }
                - { rule: owner, address: aws_vpc.old, verdict: waived }
            """);

        var run = Cli.Run("policy", "test", file);

        run.ExitCode.Should().Be(1);
        run.Out.Should()
            .Contain(
                "owner at aws_vpc.old (tags.ownr) is impossible: the rule does not check tags.ownr there; " +
                    "did you mean");
    }

    [Fact]
    public void Notes_on_the_settings_are_reported()
    {
        folder.Write("late.yml", Rules.Replace("until: 2026-03-31", "until: 2020-03-31", StringComparison.Ordinal));
        var file = folder.Write("late.policytest.yml",
            "settings: late.yml\ntests: [{ name: a, plan: live/prod/plan.json, expect: [{ rule: kept, address: " +
                "aws_vpc.old, verdict: pass }] }]\n");

        var test = Cli.Run("policy", "test", file);
        var explain = Cli.Run("policy", "explain", "owner", "aws_vpc.main", $"{folder.Root}/live/prod/plan.json",
            "--config", $"{folder.Root}/late.yml");

        test.Error.Should().Contain("note: ").And.Contain("2020-03-31");
        explain.Error.Should().Contain("note: ").And.Contain("2020-03-31");
    }

    [Fact]
    public void Differences_are_listed_below_the_test_and_include_unexpected_findings()
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
              today: 2026-04-01
              expect: []
            """);

        var run = Cli.Run("policy", "test", file);

        run.Should().Be(new CliRun(1, $"""
            FAILED  {file}:3:3: the waiver is over
                      owner at aws_vpc.old should be waived, but tags.owner is fail: found "me", expected "prod"
                      budget at the plan (max_increase) is unknown but not expected: found not estimated: there is no Infracost file
                      for this project, expected at most +10.00 per month
            FAILED  {file}:9:3: nothing to find
                      owner at aws_vpc.old (tags.owner) is fail but not expected: found "me", expected "stage"
                      budget at the plan (max_increase) is unknown but not expected: found not estimated: there is no Infracost file
                      for this project, expected at most +10.00 per month
            0 passed, 2 failed

            """, ""));
    }

    [Theory]
    [InlineData("{ rule: ownr, address: aws_vpc.main, verdict: pass }",
        "ownr at aws_vpc.main is impossible: there is no rule ownr; did you mean owner?")]
    [InlineData("{ rule: kept, address: aws_vpc.mane, verdict: pass }",
        "kept at aws_vpc.mane is impossible: the plan has nothing at aws_vpc.mane; did you mean aws_vpc.main?")]
    public void An_expectation_that_can_never_match_fails_the_test(
        string expectation, string difference)
    {
        var file = Tests($"- {{ name: a, plan: live/prod/plan.json, expect: [{expectation}] }}");

        var run = Cli.Run("policy", "test", file);

        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain(difference);
    }

    [Fact]
    public void A_test_that_cannot_run_is_reported_with_its_location_and_exits_with_2()
    {
        var settings = folder.Write("wrong.yml", "version: 1\npolcy: {}\n");
        var file = Tests("- { name: a, plan: none.json, today: 2026-04-01, expect: [] }");
        var unreadable = folder.Write("b.policytest.yml",
            "settings: wrong.yml\ntests: [{ name: a, plan: b, expect: [] }, { name: b, plan: b, expect: [] }]\n");
        var malformed = folder.Write("c.policytest.yml", "settings: wrong.yml\ntest: []\n");
        var plan = Path.Combine(folder.Root, "none.json");

        var run = Cli.Run("policy", "test", file, unreadable, malformed);

        run.Should().Be(new CliRun(2, "0 passed, 0 failed, 4 not run\n", $"""
            tfpilot: {file}:3:3: {plan} does not exist. Create it with `terraform show -json PLANFILE > {plan}`.
            tfpilot: {settings}:2:1: polcy is not a known key; did you mean policy?
            tfpilot: {malformed}:1:1: the file lacks tests: The tests, each with a unique name.
            tfpilot: {malformed}:2:1: test is not a known key; did you mean tests?

            """));
    }

    [Fact]
    public void Folders_are_searched_and_a_folder_without_tests_fails()
    {
        var deep = folder.Write("live/prod/a.policytest.yml",
            "settings: ../../.tfpilot.yml\ntests: [{ name: here, plan: plan.json, today: 2026-04-01, expect: [{ " +
                "rule: owner, address: aws_vpc.main, verdict: fail }, { rule: owner, address: aws_vpc.old, verdict: " +
                "fail }, { rule: budget, verdict: unknown }] }]\n");
        folder.Write("empty/tests.yml", "");
        var empty = Path.Combine(folder.Root, "empty");

        var found = Cli.Run("policy", "test", folder.Root, "", deep);
        var none = Cli.Run("policy", "test", empty);

        found.Should().Be(new CliRun(0, $"ok      {deep}:2:9: here\n1 passed, 0 failed\n", ""));
        none.Should()
            .Be(new CliRun(2, "0 passed, 0 failed, 1 not run\n",
                $"tfpilot: {empty} contains no policy tests: no *.policytest.yml is in it or below.\n"));
    }

    [Fact]
    public void A_policy_test_accepts_exactly_one_plan()
    {
        folder.Write("live/stage/plan.json", Plan(("aws_vpc.main", "stage")));
        var file = Tests("- { name: a, plan: live, today: 2026-04-01, expect: [] }");

        var run = Cli.Run("policy", "test", file);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Be($"tfpilot: {file}:3:3: live contains 2 plans instead of one\n");
    }

    [Fact]
    public void Inline_settings_use_cost_estimates_and_the_environment_of_the_plan_folder()
    {
        folder.Write("cost.json", PlanJson.Estimate);
        var file = folder.Write("c.policytest.yml", """
            settings: { version: 1, environments: { prod: { paths: ["live/prod"] } }, policy: { rules: [{ id: budget, cost: { max_increase: 99 }, in: { prod: { max_increase: 10 } } }] } }
            tests:
              - { name: dear, plan: live/prod/plan.json, infracost: [cost.json], expect: [{ rule: budget, attribute: max_increase, verdict: fail }] }
              - { name: elsewhere, plan: live/prod/plan.json, environment: dev, infracost: [cost.json], expect: [] }
            """);

        var run = Cli.Run("policy", "test", file);

        run.Should()
            .Be(new CliRun(0, $"ok      {file}:3:5: dear\nok      {file}:4:5: elsewhere\n2 passed, 0 failed\n", ""));
    }

    [Fact]
    public void Colors_distinguish_passed_from_failed_on_a_terminal()
    {
        var file = Tests("- { name: a, plan: live/prod/plan.json, expect: [{ rule: none, verdict: pass }] }");

        var run = new Cli { Color = true }.RunWith("policy", "test", file);

        run.Out.Should().StartWith("\u001b[31mFAILED").And.Contain("\u001b[31m0 passed, 1 failed");
    }

    private string Tests(string tests) =>
        folder.Write("rules.policytest.yml", $"settings: .tfpilot.yml\ntests:\n{tests}\n");

    private static string Plan(params (string Address, string Owner)[] objects)
    {
        var changes = string.Join(',', objects.Select(one => Create(one.Address, one.Owner)));
        return $$"""{"format_version":"1.2","resource_changes":[{{changes}}]}""";
    }

    private static string Create(string address, string owner) => $$"""
        {"address":"{{address}}","mode":"managed","type":"aws_vpc","name":"{{address[8..]}}",
          "change":{"actions":["create"],"before":null,"after":{ "tags": { "owner": "{{owner}}" } } } }
        """;
}
