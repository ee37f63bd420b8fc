using System.Text.RegularExpressions;

namespace TfPilot.Action.Tests;

public sealed partial class CookbookTests
{
    private static readonly string Root = Repository.PathOf("docs", "cookbook");

    public static TheoryData<string> Policies() => [.. Names];

    private static IEnumerable<string> Names => Directory
        .EnumerateDirectories(Root)
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Every_policy_test_of_the_cookbook_passes()
    {
        var written = Names.Sum(name => TestName().Count(TestsOf(name)));

        var run = Cli.Run("policy", "test", Root);

        run.Error.Should().BeEmpty();
        run.Out.Should().EndWith($"\n{written} passed, 0 failed\n");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void The_readme_lists_every_policy_once_in_order()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        var listed = Row().Matches(readme).Select(row => row.Groups["name"].Value);

        listed.Should().Equal(Names).And.HaveCountGreaterThanOrEqualTo(20);
    }

    [Fact]
    public void Every_kind_of_rule_has_a_policy()
    {
        string[] kinds = ["attributes", "cost", "deny", "modules", "naming", "protect", "providers", "regions", "sizes",
            "tags"];

        var used = Names.SelectMany(name => Kind().Matches(TestsOf(name)).Select(rule => rule.Groups["kind"].Value))
            .Distinct();

        used.Should().BeEquivalentTo(kinds);
    }

    [Theory, MemberData(nameof(Policies))]
    public void Each_policy_has_a_passing_plan_and_a_plan_that_fails_each_of_its_rules(string name)
    {
        var tests = TestsOf(name);

        var rules = RuleId().Matches(tests).Select(rule => rule.Groups["id"].Value);
        var failing = Failure().Matches(FailingTest().Match(tests).Value).Select(finding => finding.Groups["id"].Value)
            .Distinct();

        File.Exists(Path.Combine(Root, name, "pass.json")).Should().BeTrue();
        File.Exists(Path.Combine(Root, name, "fail.json")).Should().BeTrue();
        PassingTest().Count(tests).Should().Be(1);
        failing.Should().BeEquivalentTo(rules).And.NotBeEmpty();
    }

    private static string TestsOf(string name) => File.ReadAllText(Path.Combine(Root, name, $"{name}.policytest.yml"));

    [GeneratedRegex("^  - name: ", RegexOptions.Multiline)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| \[(?<name>[a-z0-9-]+)\]\(\k<name>/\k<name>\.policytest\.yml\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^      - id: (?<id>.+)$", RegexOptions.Multiline)]
    private static partial Regex RuleId();

    [GeneratedRegex("^      - id: .+\n        (?<kind>[a-z]+):", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^    plan: pass\.json\n(    [a-z]+: .+\n)*?    expect: \[\]$", RegexOptions.Multiline)]
    private static partial Regex PassingTest();

    [GeneratedRegex(@"^    plan: fail\.json\n(    [a-z]+: .+\n)*    expect:\n(      - .+\n)+", RegexOptions.Multiline)]
    private static partial Regex FailingTest();

    [GeneratedRegex(@"\{ rule: (?<id>[a-z0-9-]+), .*verdict: fail \}")]
    private static partial Regex Failure();
}
