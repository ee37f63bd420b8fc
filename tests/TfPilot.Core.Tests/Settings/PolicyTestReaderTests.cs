using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class PolicyTestReaderTests
{
    [Fact]
    public void A_policy_test_file_is_read_completely()
    {
        var file = Read(Repository.Read("tests/TfPilot.Core.Tests/Settings/policytest.yml"));

        var rules = file.Settings.Should().BeOfType<PolicyTestSettings.Inline>().Which.Settings.Policy.Rules;
        rules.Select(rule => rule.Id).Should().Equal("owner");
        file.Tests.Should().BeEquivalentTo(
        [
            new PolicyTestCase("t.yml:6:5", "everything", "plan.json",
            [
                new("owner", "aws_vpc.a", FindingVerdict.Fail, "tags.owner"),
                new("owner", null, FindingVerdict.Waived),
            ]) { Environment = "prod", Today = new(2030, 1, 31), Infracost = ["cost.json", "base=base.json"] },
            new PolicyTestCase("t.yml:14:5", "the least", "plan.json", []),
        ]);
    }

    [Fact]
    public void The_settings_may_be_a_file_path()
    {
        var file = Read("{ settings: a/.tfpilot.yml, tests: [{ name: a, plan: b, expect: [] }] }");

        file.Settings.Should().Be(new PolicyTestSettings.InFile("a/.tfpilot.yml"));
    }

    [Theory]
    [InlineData("", "t.yml:1:1: the file is empty; write settings and tests")]
    [InlineData("tests: []",
        "t.yml:1:1: the file lacks settings: The settings whose rules are tested: the path of a file, or " +
        "inline settings.", "t.yml:1:8: tests is an empty list; write at least one item, or remove the key")]
    [InlineData("{ settings: 1, tests: [{ name: a, plan: b, expect: [] }] }",
        "t.yml:1:13: settings must be the path of a file, or a map of keys; it is the number 1")]
    [InlineData("{ settings: { version: 1, polcy: {} }, tests: [{ name: a, plan: b, expect: [] }] }",
        "t.yml:1:27: polcy is not a known key in settings; did you mean policy?")]
    [InlineData(
        "{ settings: { version: 1, policy: { waivers: [{ rule: x, match: ['*'], until: 2030-01-03, reason: y }] } " +
        "}, tests: [{ name: a, plan: b, expect: [] }] }",
        "t.yml:1:55: settings.policy.waivers[0].rule refers to x, which is not a rule; remove the waiver or " +
        "correct the name")]
    [InlineData("{ settings: a, tests: [{ nam: a, plan: b, expect: [] }] }",
        "t.yml:1:24: tests[0] lacks name: What the test shows.",
        "t.yml:1:26: nam is not a known key in tests[0]; did you mean name?")]
    [InlineData("{ settings: a, tests: [{ name: a, plan: b, expect: [] }, { name: a, plan: b, expect: [] }] }",
        "t.yml:1:66: tests[1].name (a) is already used in line 1; use unique names")]
    [InlineData(
        "{ settings: a, tests: [{ name: a, plan: b, today: 2030-02-29, expect: [{ rule: c, verdict: fial }] }] }",
        "t.yml:1:51: tests[0].today (\"2030-02-29\") is wrong: this day does not exist",
        "t.yml:1:92: tests[0].expect[0].verdict must be pass | fail | unknown | waived | ignored, not \"fial\"; did " +
        "you mean fail?")]
    public void Every_problem_has_its_location(string text, params string[] problems)
    {
        var read = PolicyTestReader.Read("t.yml", text, Given.Today);

        read.Match(_ => [], found => found.Select(problem => $"{problem.Path}: {problem.Message}").ToList()).Should()
            .Equal(problems);
    }

    private static PolicyTestFile Read(string text) =>
        PolicyTestReader.Read("t.yml", text, Given.Today)
        .Match(file => file, problems => throw new InvalidOperationException(string.Join('\n', problems)));
}
