using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Risks;

public sealed class HiddenChangesTests
{
    private static readonly DeferredChange Deferred = new("instance_count_unknown", Given.Change("create"));

    public static TheoryData<Plan, string[]> Postponed => new()
    {
        { Given.Plan() with { Complete = false },
            ["unknown-values 10: the plan is incomplete: more changes will follow"] },
        { Given.Plan() with { Deferred = [Deferred] }, ["unknown-values 10: 1 change is deferred"] },
        { Given.Plan() with { Deferred = [Deferred, Deferred], Complete = false },
            ["unknown-values 10: 2 changes are deferred"] },
        { Given.Plan(), [] },
    };

    [Theory]
    [MemberData(nameof(Postponed))]
    public void Deferred_changes_count_once(Plan plan, string[] expected)
    {
        var weight = 1;

        var risk = Given.Assess(plan, weight);

        risk.Factors("unknown-values").Should().Equal(expected);
    }

    [Theory]
    [InlineData("update", Given.Sensitive, Given.SensitiveChanged, "", true)]
    [InlineData("update", Given.Sensitive, Given.Unknown, "", true)]
    [InlineData("update", Given.Sensitive, Given.Sensitive, "", false)] // it does not change
    [InlineData("update", Given.Sensitive, Given.SensitiveChanged, ",\"size\":2", false)] // something else shows
    [InlineData("delete,create", Given.Sensitive, Given.SensitiveChanged, "", false)]
    [InlineData("update", "1", "2", "", false)]
    public void An_update_of_only_sensitive_values_counts(
        string actions, string before, string after, string more, bool expected)
    {
        var change = Given.Change(
            actions, before: $$"""{"password":{{before}}}""", after: $$"""{"password":{{after}}{{more}}}""");

        var risk = Given.Assess(change);

        risk.Factors("unknown-values").Should()
            .Equal(expected ? ["unknown-values 5 at null_resource.a: only sensitive values change"] : []);
    }

    [Theory]
    [InlineData("create", "aws_security_group_rule", "{}", $$"""{"cidr_blocks":{{Given.Unknown}}}""", "cidr_blocks")]
    // encryption may be the provider's default
    [InlineData("create", "aws_db_instance", "{}",
        $$"""{"publicly_accessible":{{Given.Unknown}},"storage_encrypted":{{Given.Unknown}}}""", "publicly_accessible")]
    [InlineData("create", "aws_security_group", "{}", $$"""{"ingress":[{"cidr_blocks":[{{Given.Masked}}]}]}""",
        "ingress[0].cidr_blocks")]
    [InlineData("update", "aws_security_group", """{"ingress":[]}""", $$"""{"ingress":{{Given.Unknown}},"name":"b"}""",
        "ingress")]
    // computed by the provider if not configured
    [InlineData("create", "aws_security_group", "{}", $$"""{"ingress":{{Given.Unknown}}}""", null)]
    [InlineData("update", "aws_db_instance", """{"storage_encrypted":true}""",
        $$"""{"storage_encrypted":{{Given.Unknown}}}""", "storage_encrypted")]
    [InlineData(
        "update", "aws_db_instance", "{}", $$"""{"deletion_protection":{{Given.Unknown}}}""", "deletion_protection")]
    // a new database has no data to lose
    [InlineData("create", "aws_db_instance", "{}", $$"""{"backup_retention_period":{{Given.Unknown}}}""", null)]
    // already hidden before
    [InlineData("update", "aws_security_group", $$"""{"ingress":{{Given.Sensitive}},"name":"a"}""",
        $$"""{"ingress":{{Given.Sensitive}},"name":"b"}""", null)]
    [InlineData("create", "aws_db_instance", "{}", $$"""{"endpoint":{{Given.Unknown}}}""", null)] // no rule reads it
    [InlineData("create", "null_resource", "{}", $$"""{"cidr_blocks":{{Given.Unknown}}}""", null)]
    public void A_hidden_attribute_that_rules_evaluate_counts(
        string actions, string type, string before, string after, string? hidden)
    {
        var change = Given.Change(actions, type, before: actions == "create" ? "null" : before, after: after);

        var risk = Given.Assess(change);

        risk.Factors("unknown-values").Should()
            .Equal(hidden is null ? [] : [$"unknown-values 5 at {type}.a: {hidden} cannot be seen before apply"]);
    }
}
