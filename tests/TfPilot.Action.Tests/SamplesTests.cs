using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Tests;

public sealed partial class SamplesTests
{
    private static readonly string Root = Repository.PathOf("action", "samples");

    public static TheoryData<string> Projects() => [.. Directory
        .EnumerateFiles(Root, "plan.json", SearchOption.AllDirectories)
        .Select(plan => Path.GetRelativePath(Root, Path.GetDirectoryName(plan)!).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_scenario_has_a_plan_and_a_paragraph_in_the_readme()
    {
        var scenarios = Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)!).ToList();

        var documented = Heading().Matches(File.ReadAllText(Path.Combine(Root, "README.md")))
            .Select(match => match.Groups["name"].Value);

        documented.Should().BeEquivalentTo(scenarios).And.HaveCountGreaterThanOrEqualTo(7);
        scenarios.Should()
            .OnlyContain(name => Directory.GetFiles(
                Path.Combine(Root, name), "plan.json", SearchOption.AllDirectories).Length > 0);
    }

    [Fact]
    public void The_policy_tests_of_the_samples_pass()
    {
        var run = Cli.Run("policy", "test", Root);

        run.Out.Should().EndWith("2 passed, 0 failed\n");
        run.ExitCode.Should().Be(0);
    }

    [Theory, MemberData(nameof(Projects))]
    public void Every_planned_change_except_removals_has_a_block_in_the_configuration(string project)
    {
        using var plan = JsonDocument.Parse(File.ReadAllBytes(PlanOf(project)));
        var blocks = Read(project).Graph.Blocks.ToHashSet();

        var staying = plan.RootElement.GetProperty("resource_changes").EnumerateArray()
            .Where(change => !change.TryGetProperty("action_reason", out var reason)
                || reason.GetString() != "delete_because_no_resource_config")
            .Select(change => new ResourceAddress(change.GetProperty("address").GetString()!).Block);

        staying.Should().NotBeEmpty().And.BeSubsetOf(blocks);
    }

    [Theory, MemberData(nameof(Projects))]
    public void The_sources_and_the_plan_declare_the_same_resources(string project)
    {
        using var plan = JsonDocument.Parse(File.ReadAllBytes(PlanOf(project)));

        var planned = BlocksOf(plan.RootElement.GetProperty("configuration").GetProperty("root_module"));
        var written = Directory.EnumerateFiles(Path.Combine(Root, project), "*.tf", SearchOption.AllDirectories)
            .SelectMany(file => ResourceBlock().Matches(File.ReadAllText(file)))
            .Select(match => $"{match.Groups["type"].Value}.{match.Groups["name"].Value}");

        written.Should().BeEquivalentTo(planned).And.NotBeEmpty();
    }

    [Theory]
    [InlineData("database-upgrade", 1, 2, 1, 0, 0)]
    [InlineData("new-service", 8, 0, 0, 0, 0)]
    [InlineData("network-cleanup", 0, 3, 3, 0, 0)]
    [InlineData("renamed-resource", 1, 1, 2, 0, 0)]
    [InlineData("secrets-and-commands", 1, 3, 1, 0, 0)]
    [InlineData("import-move-forget", 0, 1, 0, 2, 1)]
    [InlineData("drift-and-checks", 0, 0, 0, 0, 0)]
    [InlineData("deferred-actions", 1, 1, 0, 0, 0)] // the deferred records are not counted
    [InlineData("multi-environment/live/dev/web", 0, 0, 0, 0, 0)]
    [InlineData("multi-environment/live/prod/web", 0, 2, 0, 0, 0)]
    [InlineData("multi-environment/live/prod/dns", 1, 0, 0, 0, 0)]
    public void Each_sample_has_its_documented_summary(
        string project, int add, int change, int destroy, int import, int forget)
    {
        var summary = PlanSummary.Of(Read(project));

        summary.Should().Be(new PlanSummary(add, change, destroy, import, forget));
    }

    [Fact]
    public void The_database_is_replaced_for_its_engine_version_and_twelve_blocks_depend_on_it()
    {
        var plan = Read("database-upgrade");

        var database = plan.Changes.Single(change => change.Action.IsReplace());
        var reach = plan.Graph.ReachOf(database.Address.Block)!;

        database.ReplacePaths.Should().Equal("engine_version");
        reach.Blocks.Should()
            .HaveCount(12).And.Contain(["aws_ssm_parameter.database", "aws_secretsmanager_secret.database"]);
        reach.Depth.Should().Be(3);
    }

    [Theory]
    [InlineData("database-upgrade", "aws_db_instance.orders", "password")]
    [InlineData("secrets-and-commands", "terraform_data.api", "input.token")]
    public void A_changed_secret_is_reported_without_its_value(string project, string address, string attribute)
    {
        File.ReadAllText(PlanOf(project)).Should().Contain("correct-horse-battery").And.Contain("staple-correct-horse");

        var plan = Read(project);
        var secret = plan.Changes.Single(change => change.Address.Text == address).AttributeChanges()
            .Single(change => change.Path == attribute);

        secret.After.Should().Be(new PlanValue.Sensitive(Changed: true));
        plan.Changes.Should()
            .OnlyContain(
                change => !change.Before.ToString().Contains("horse") && !change.After.ToString().Contains("horse"));
    }

    [Fact]
    public void A_secret_pasted_into_a_plain_attribute_is_masked()
    {
        var plan = Read("secrets-and-commands");

        var webhook = plan.Changes.Single(change => change.Address.Text == "terraform_data.webhook");

        webhook.AttributeChanges().Single(change => change.Path == "input.authorization").After.Should()
            .Be(PlanValue.Masked.Value);
    }

    [TerraformFact]
    public void All_sources_are_formatted()
    {
        var start = new ProcessStartInfo(
            "terraform", ["fmt", "-check", "-recursive", "-no-color", Root])
        { RedirectStandardOutput = true };

        using var terraform = Process.Start(start)!;
        var unformatted = terraform.StandardOutput.ReadToEnd();
        terraform.WaitForExit();

        unformatted.Should().BeEmpty();
        terraform.ExitCode.Should().Be(0);
    }

    private static Plan Read(string project)
    {
        using var stream = File.OpenRead(PlanOf(project));
        return PlanReader.Read(project, stream.Read).Match(
            valid: plans => plans.Single(),
            invalid: problems => throw new InvalidDataException(string.Join('\n', problems)));
    }

    private static string PlanOf(string project) => Path.Combine(Root, project, "plan.json");

    private static IEnumerable<string> BlocksOf(JsonElement module)
    {
        var own = module.GetProperty("resources").EnumerateArray()
            .Select(block => block.GetProperty("address").GetString()!);
        return module.TryGetProperty("module_calls", out var calls)
            ? own.Concat(calls.EnumerateObject().SelectMany(call => BlocksOf(call.Value.GetProperty("module"))))
            : own;
    }

    [GeneratedRegex("^## `(?<name>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^resource \"(?<type>\\w+)\" \"(?<name>\\w+)\"", RegexOptions.Multiline)]
    private static partial Regex ResourceBlock();
}
