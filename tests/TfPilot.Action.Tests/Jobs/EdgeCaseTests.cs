using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>
/// Inputs that broke similar review comments elsewhere, tested from the inputs of the step to the output for GitHub and
/// the runner.
/// </summary>
[Collection("the current folder")]
public sealed class EdgeCaseTests : IDisposable
{
    private const int LongestComment = 65_536;
    private readonly ActionStep step = new();

    public void Dispose() => step.Dispose();

    [Fact]
    public void Edge_case_1_a_huge_plan_with_wide_text_yields_a_comment_that_GitHub_accepts()
    {
        var changes = Enumerable.Range(0, 3_000)
            .Select(i => Change($"aws_sqs_queue.漢字_{i}", i % 3 == 0 ? ["delete"] : ["update"],
                new { text = $"before 🦉 {i}" }, i % 3 == 0 ? null : new { text = $"after 🚀 漢字 {i}" }));
        step.Write("plan.json", Plan([.. changes]));

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(0, run.Errors);
        var body = step.Comments.Single().Body;
        body.Length.Should().BeLessThanOrEqualTo(LongestComment);
        Count(body, "<details>").Should().Be(Count(body, "</details>"));
        body.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)).Should()
            .Match(fences => fences % 2 == 0);
        body.Where((unit, i) => char.IsHighSurrogate(unit) && !char.IsLowSurrogate(body[i + 1])).Should().BeEmpty();
        body.Should()
            .Contain("**1,000 resources are destroyed**").And.MatchRegex(@"aws_sqs_queue\.漢字_0`").And.Contain(
                "Omitted because of the length limit");
        Count(step.Summary, "aws_sqs_queue.漢字_").Should().BeGreaterThan(1_000);
        JsonNode.Parse(step.Read("tfpilot-review/review.json"))!["projects"]![0]!["changes"]!.AsArray().Should()
            .HaveCount(3_000);
    }

    [Fact]
    public void Edge_case_2_hostile_values_are_rendered_as_plain_values()
    {
        const string Hostile =
            "```\n~~~\n</details>\n<!-- tfpilot {\"v\":1} -->\n@acme/team #12 a|b \u001b[31mred\n- item";
        step.Write("plan.json", Plan(
            Change("aws_sqs_queue.a[\"</details>|`@acme/team`\"]", ["update"], new { text = "x" },
                new { text = Hostile }),
            Change("aws_iam_policy.b", ["update"], new { policy = "- one\n- two\n" },
                new { policy = "- one\n- three\n" })));

        step.Run(("plan", "plan.json"));

        var body = step.Comments.Single().Body;
        Count(body, "<!-- tfpilot").Should().Be(1);
        Count(body, "<details>").Should().Be(Count(body, "</details>"));
        body.Should().NotContain("\u001b");
        OutsideOfCode(body).Should().NotMatchRegex("@acme");
        body.Should().NotMatchRegex("(?m)^- one").And.MatchRegex("(?m)^! .*\"two\"\\] → .*\"three\"");
    }

    [Fact]
    public void Edge_case_3_no_output_of_the_step_contains_a_secret()
    {
        const string Secret = "hunter2-hunter2";
        step.Write("plan.json", """
            {"format_version":"1.2","terraform_version":"1.11.4","variables":{"password":{"value":"SECRET" }},
             "configuration":{"root_module":{"variables":{"password":{"sensitive":true}}}},
             "output_changes":{"dsn":{"actions":["create"],"before":null,"after":"SECRET","after_sensitive":true}},
             "resource_changes":[{"address":"aws_db_instance.a","mode":"managed","type":"aws_db_instance","name":"a","change":{"actions":["update"],
               "before":{"login":{"password":"old-old-old-old"},"tag":"a"},"after":{"login":{"password":"SECRET" },"tag":"SECRET" },
               "before_sensitive":{"login":{"password":true}},"after_sensitive":{"login":{"password":true}} } }]}
            """.Replace("SECRET", Secret, StringComparison.Ordinal));

        var run = step.Run(("plan", "plan.json"));

        string[] outputs = [step.Comments.Single().Body, step.Summary, run.ToString(),
            string.Join('\n', step.Outputs.Values), .. step.Files().Select(File.ReadAllText)];
        outputs.Should()
            .HaveCount(7).And.NotContain(text => text.Contains(Secret, StringComparison.Ordinal)
                || text.Contains("old-old-old-old", StringComparison.Ordinal));
        step.Comments.Single().Body.Should().MatchRegex(@"login\.password\s+\(sensitive, changed\)");
    }

    [Theory]
    [InlineData("destructive", "delete", "create")]
    [InlineData("destructive", "create", "delete")]
    [InlineData("destructive", "create", "forget")]
    [InlineData("destructive", "delete")]
    [InlineData("medium", "forget")]
    [InlineData("safe", "create")]
    [InlineData("medium", "teleport", "create")] // whatever a later Terraform invents
    [InlineData("destructive", "teleport", "delete")]
    public void Edge_case_4_every_action_list_has_its_risk_class(string atLeast, params string[] actions)
    {
        step.Write("plan.json", Plan(Change("aws_sqs_queue.a", actions, new { name = "a" }, new { name = "b" })));

        var run = step.Run(("plan", "plan.json"), ("fail-on", "never"));

        run.ExitCode.Should().Be(0, run.ToString());
        var order = new List<string> { "none", "safe", "medium", "destructive" };
        order.IndexOf(step.Outputs["risk-class"]).Should().BeGreaterThanOrEqualTo(order.IndexOf(atLeast));
    }

    [Theory]
    // without resource_changes
    [InlineData("""{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}}}""", "none",
        "pass")]
    [InlineData("""{"format_version":"1.2","output_changes":{"a":{"actions":["create"],"before":null,"after":"x"}}}""",
        "safe", "pass")]
    [InlineData("""
        {"format_version":"1.2","resource_changes":[{"address":"t.b","previous_address":"t.a","mode":"managed",
          "type":"t","name":"b","change":{"actions":["no-op"],"before":{},"after":{}}}]}
        """, "safe", "pass")]
    [InlineData("""
        {"format_version":"1.2","resource_changes":[{"address":"t.b","mode":"managed","type":"t","name":"b",
          "change":{"actions":["no-op"],"before":{},"after":{},"importing":{"id":"b"}}}]}
        """, "safe", "pass")]
    [InlineData("""
        {"format_version":"1.2","resource_drift":[{"address":"t.b","mode":"managed","type":"t","name":"b",
          "change":{"actions":["update"],"before":{"a":1},"after":{"a":2}}}]}
        """, "none", "warn")]
    [InlineData("""{"format_version":"1.2","errored":true}""", "unknown", "blocked")]
    [InlineData("""{"format_version":"1.99","resource_changes":[]}""", "none", "pass")] // a later minor version
    [InlineData("""{"format_version":"2.0","resource_changes":[]}""", "none", "error")]
    public void Edge_case_5_unusual_plans_get_the_expected_risk_and_verdict(string plan, string risk, string verdict)
    {
        step.Write("plan.json", plan);

        step.Run(("plan", "plan.json"));

        step.Outputs.Should().Contain("risk-class", risk).And.Contain("verdict", verdict);
    }

    [Fact]
    public void Edge_case_11_a_change_without_Terraform_passes_and_a_failed_plan_never_does()
    {
        var docs = step.Run(("command", "publish"), ("projects", "[]"));
        var failed = step.Run(("command", "publish"), ("projects", """[{"project":"live/prod"}]"""));
        var undiscovered = step.Run(("command", "publish"));

        docs.ExitCode.Should().Be(0);
        failed.ExitCode.Should().NotBe(0);
        undiscovered.ExitCode.Should().NotBe(0);
    }

    [Fact]
    public void Edge_case_11_a_merge_group_gets_a_real_verdict()
    {
        step.Write("plan.json", PlanJson.Errored);
        step.OnEvent("merge_group", """{"merge_group":{"head_sha":"0","base_ref":"refs/heads/main"}}""");

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Edge_case_12_a_fork_with_a_read_only_token_is_still_reviewed()
    {
        step.Pull.IsFromFork = true;
        step.OnPullRequest();
        step.GitHub.Refuses("POST", 403, "Resource not accessible by integration");
        step.Write("plan.json", PlanJson.Create);

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Summary.Should().Contain("1 creation");
        run.Log.Should().Contain("::notice title=no comment::");
    }

    [Theory]
    [InlineData("pull_request_target", true)]
    [InlineData("pull_request", false)] // has no rights that the fork could abuse
    public void Edge_case_12_code_of_a_fork_never_runs_with_write_permissions(string name, bool isRefused)
    {
        step.Pull.IsFromFork = true;
        step.OnPullRequest(name);
        step.Write(".git/HEAD", step.Pull.Head.Text);
        step.Write("plan.json", PlanJson.Create);

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(isRefused ? 2 : 0, run.ToString());
        step.Outputs["reason-code"].Should().Be(isRefused ? "fork-refused" : "pass");
    }

    [Fact]
    public void Edge_case_13_the_Action_treats_no_comment_as_a_command()
    {
        step.OnEvent("issue_comment", """
            {"action":"created","issue":{"number":7,"pull_request":{}},
              "comment":{"body":"/tfpilot publish\n/apply prod"},"repository":{"id":1,"default_branch":"main"}}
            """);
        step.Write("plan.json", PlanJson.Create);

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("reason-code", "pass");
    }

    [Fact]
    public void Edge_case_14_one_failed_plan_of_five_does_not_affect_the_others()
    {
        for (var i = 0; i < 4; i++)
        {
            step.Write($"p{i}/plan.json", PlanJson.Create);
            step.Run(("plan", $"p{i}/plan.json"), ("comment", "never"), ("output", $"reviews/p{i}"));
        }

        var run = step.Run(("command", "publish"), ("projects", """["p0","p1","p2","p3","p4"]"""));

        run.ExitCode.Should().Be(2);
        var body = step.Comments.Single().Body;
        body.IndexOf("`p4`", StringComparison.Ordinal).Should()
            .BeInRange(0, body.IndexOf("`p0`", StringComparison.Ordinal));
        step.Outputs.Should().Contain("add", "4");
    }

    [Theory]
    // output of a wrapper around the plan
    [InlineData("[command]/usr/bin/terraform show -json\nPLAN\n::debug::exitcode: 0\n", null)]
    [InlineData("Terraform will perform the following actions:", "terraform show -json")]
    [InlineData("PK\u0003\u0004", "binary")]
    [InlineData("PK\u0003\u0004\n{tfplan", "binary")]
    [InlineData("""{"format_version":"1.2","resource_changes":[{"address":"t.secret_value""", "truncated")]
    public void Edge_case_15_malformed_input_is_read_or_reported_with_a_fix(string text, string? expected)
    {
        step.Write("plan.json", text.Replace("PLAN", PlanJson.Create, StringComparison.Ordinal));

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(expected is null ? 0 : 2, run.ToString());
        if (expected is not null)
            step.Comments.Single().Body
                .Should().Contain(expected).And.NotContain("   at ").And.NotContain("secret_value");
    }

    [Fact]
    public void Edge_case_15_a_UTF_16_plan_is_read()
    {
        File.WriteAllText("plan.json", PlanJson.Create, Encoding.Unicode);

        var run = step.Run(("plan", "plan.json"));

        run.ExitCode.Should().Be(0, run.ToString());
    }

    private static string Plan(params JsonObject[] changes) =>
        new JsonObject
        {
            ["format_version"] = "1.2", ["terraform_version"] = "1.11.4",
            ["resource_changes"] = new JsonArray([.. changes])
        }.ToJsonString();

    private static JsonObject Change(string address, string[] actions, object? before, object? after) => new()
    {
        ["address"] = address,
        ["mode"] = "managed",
        ["type"] = address.Split('.')[0],
        ["name"] = "a",
        ["change"] = new JsonObject
        {
            ["actions"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["before"] = System.Text.Json.JsonSerializer.SerializeToNode(before),
            ["after"] = System.Text.Json.JsonSerializer.SerializeToNode(after),
        },
    };

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Removes code fences and code spans, in which GitHub does not look for mentions.</summary>
    private static string OutsideOfCode(string markdown)
    {
        var prose = new StringBuilder();
        string? fence = null;
        foreach (var line in markdown.Split('\n'))
        {
            var ticks = line[..(line.Length - line.TrimStart('`').Length)];
            if (fence is null && ticks.Length >= 3) fence = ticks;
            else if (fence is not null && line == fence) fence = null;
            else if (fence is null)
                prose.AppendLine(System.Text.RegularExpressions.Regex.Replace(line, "`[^`]*`|<code>.*?</code>", ""));
        }

        return prose.ToString();
    }
}
