using TfPilot.Delivery.Gates;

namespace TfPilot.Delivery.Tests.Gates;

public class ProtectionRulesTests
{
    private static readonly GateAnswer Go = new(IsNothing: false, [], []);

    [Theory]
    [InlineData(ProtectionVerdict.Rejected)] // without any project there is no approved change
    [InlineData(ProtectionVerdict.Approved, "")]
    [InlineData(ProtectionVerdict.Approved, "", "approved")] // the gate in the job refuses the other project
    [InlineData(ProtectionVerdict.Rejected, "approved")]
    [InlineData(ProtectionVerdict.Waiting, "lock")] // may end without a new change
    [InlineData(ProtectionVerdict.Waiting, "lock", "lock lock")]
    [InlineData(ProtectionVerdict.Rejected, "lock workflow")]
    [InlineData(ProtectionVerdict.Rejected, "lock", "superseded")]
    public void The_deployment_starts_if_one_project_may_be_applied(ProtectionVerdict verdict, params string[] rules) =>
        ProtectionRules.Decide("prod", [.. rules.Select((names, number) => ($"p{number}", Answer(names)))])
            .Verdict.Should().Be(verdict);

    [Fact]
    public void The_comment_fits_GitHubs_limit_and_escapes_names()
    {
        var many = new GateAnswer(false, [.. Enumerable.Range(0, 50).Select(
            number => new GateReason("change", $"{number} [x](https://evil.example) {new string('y', 100)}"))], []);

        var answer = ProtectionRules.Decide("prod*", [("web", many)]);

        answer.Comment.Length.Should().BeLessThanOrEqualTo(ProtectionRules.MaxComment);
        answer.Comment.Should().EndWith("…").And.NotContain("[x](").And.StartWith(@"**prod\*");
    }

    private static GateAnswer Answer(string rules) => rules.Length == 0 ? Go
        : new(false, [.. rules.Split(' ').Select(rule => new GateReason(rule, $"{rule} is missing."))], []);
}
