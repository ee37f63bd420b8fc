using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class TypeRuleTests
{
    [Theory]
    [InlineData(PolicyScope.New, "create", true)]
    [InlineData(PolicyScope.New, "delete,create", true)] // the new object is judged
    [InlineData(PolicyScope.New, "create,forget", true)]
    [InlineData(PolicyScope.New, "update", false)]
    [InlineData(PolicyScope.Changed, "update", true)]
    [InlineData(PolicyScope.Changed, "no-op", false)]
    [InlineData(PolicyScope.All, "no-op", true)]
    [InlineData(PolicyScope.All, "delete", false)] // deleting what is denied is fine
    [InlineData(PolicyScope.All, "forget", false)]
    [InlineData(PolicyScope.New, "shred", true)] // nobody knows what it does
    public void A_denied_type_fails_if_a_resource_in_scope_remains(PolicyScope scope, string actions, bool fails)
    {
        var context = PolicyData.With(
            [new PolicyRule("rule", new RuleKind.Deny(PolicyData.Types("aws_iam_access_key"))) { Scope = scope }]);

        var findings = context.Findings(
            Given.Change(actions, "aws_iam_access_key"), Given.Change(actions, "aws_iam_user"));

        findings.Describe().Should().Be(fails ? "fail got aws_iam_access_key" : "pass");
    }

    [Theory]
    [InlineData("no-op", PolicyScope.New)]
    [InlineData("update", PolicyScope.New)]
    public void An_imported_resource_is_new(string actions, PolicyScope scope)
    {
        var context =
            PolicyData.With([new PolicyRule("rule", new RuleKind.Deny(PolicyData.Types("*"))) { Scope = scope }]);

        context.Findings(Given.Change(actions, import: true)).Should().ContainSingle();
    }

    [Fact]
    public void Unchanged_resources_are_evaluated_only_under_the_scope_all()
    {
        var plan = Given.Plan() with { Unchanged = [Given.Change("no-op", "aws_iam_access_key")] };
        var rules = Enum.GetValues<PolicyScope>()
            .Select(scope => new PolicyRule($"{scope}", new RuleKind.Deny(PolicyData.Types("*"))) { Scope = scope });

        var findings = PolicyData.With([.. rules]).Findings(plan);

        findings.Select(finding => finding.Rule).Should().Equal("All");
    }

    [Fact]
    public void Data_sources_and_deposed_objects_are_not_evaluated()
    {
        var context = PolicyData.With(
            new RuleKind.Deny(PolicyData.Types("*")),
            new RuleKind.Protect(PolicyData.Types("*"), [ProtectedAction.Delete]));

        var findings = context.Findings(Given.Change("read", data: true), Given.Change("delete", deposed: "00ab"));

        findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("create", ProtectedAction.Create)]
    [InlineData("update", ProtectedAction.Update)]
    [InlineData("delete", ProtectedAction.Delete)]
    [InlineData("delete,create", ProtectedAction.Replace)]
    [InlineData("create,delete", ProtectedAction.Replace)]
    [InlineData("create,forget", ProtectedAction.Replace, ProtectedAction.Forget)] // the old object leaves management
    [InlineData("forget", ProtectedAction.Forget)]
    // may be any destructive action
    [InlineData("shred", ProtectedAction.Delete, ProtectedAction.Replace, ProtectedAction.Forget)]
    [InlineData("no-op")]
    public void A_protected_resource_fails_for_each_protected_action(
        string actions, params ProtectedAction[] guards)
    {
        var rules = Enum.GetValues<ProtectedAction>()
            .Select(action => new PolicyRule(
                $"{action}", new RuleKind.Protect(PolicyData.Types("stateful"), [action]))
            { Scope = PolicyScope.New });

        var findings = PolicyData.With([.. rules])
            .Findings(Given.Change(actions, "aws_db_instance"), Given.Change(actions, "aws_route"));

        findings.Select(finding => finding.Rule).Should().Equal(guards.Select(guard => $"{guard}"));
    }

    [Fact]
    public void Stateful_types_follow_the_settings()
    {
        var context = PolicyData.With(
            new RuleKind.Protect(PolicyData.Types("stateful"), [ProtectedAction.Delete])) with
        {
            Stateful = new(
                ["acme_ledger"], ["aws_s3_bucket"])
        };

        var findings = context.Findings(Given.Change("delete", "acme_ledger"), Given.Change("delete", "aws_s3_bucket"));

        findings.Select(finding => finding.Address?.Text).Should().Equal("acme_ledger.a");
    }
}
