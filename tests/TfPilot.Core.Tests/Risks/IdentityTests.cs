using System.Text.Json;

namespace TfPilot.Core.Tests.Risks;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("create", "aws_iam_role", "created")]
    [InlineData("update", "google_project_iam_binding", "updated")]
    [InlineData("delete", "azurerm_role_assignment", "deleted")]
    [InlineData("delete,create", "kubernetes_cluster_role_binding", "replaced")]
    [InlineData("create,delete", "github_team_membership", "replaced")]
    [InlineData("update", "vault_policy", "updated")]
    [InlineData("create", "aws_iam_openid_connect_provider", "created")]
    [InlineData("update", "azuread_application", "updated")]
    [InlineData("create", "google_service_account_key", "created")]
    public void A_changed_identity_resource_counts(string actions, string type, string word)
    {
        var change = Given.Change(actions, type);

        var risk = Given.Assess(change);

        risk.Factors("identity").Should().Equal($"identity 15 at {type}.a: {type} is {word}");
    }

    [Theory]
    [InlineData("update", "aws_autoscaling_policy")] // a policy, but about sizes
    [InlineData("update", "aws_instance")]
    [InlineData("no-op", "aws_iam_role")]
    [InlineData("forget", "aws_iam_role")] // stays what it is
    public void A_change_of_another_resource_is_not_an_identity_change(string actions, string type)
    {
        var change = Given.Change(actions, type);

        var risk = Given.Assess(change);

        risk.Factors("identity").Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", ", policy allows every action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":["s3:Get*","*"]}]}""", ", policy allows every action")]
    [InlineData(
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}""", ", policy allows everyone")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""",
        ", policy allows everyone")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"*"}]}""",
        ", policy allows every action, policy allows everyone")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*"}]}""", null)] // forbids
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""", null)] // one service
    [InlineData("""{"Statement":["*"]}""", null)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*" """, null)] // no JSON
    public void A_wildcard_in_a_policy_counts_double(string policy, string? evidence)
    {
        var change = Given.Change(
            "create", "aws_iam_policy", after: $$"""{"policy":{{JsonSerializer.Serialize(policy)}}}""");

        var risk = Given.Assess(change);

        risk.Factors("identity").Should()
            .Equal($"identity {(evidence is null ? 15 : 30)} at aws_iam_policy.a: aws_iam_policy is created{evidence}");
    }

    [Theory]
    [InlineData("kubernetes_cluster_role", """{"rule":[{"verbs":["get","*"]}]}""", "rule[0].verbs has *")]
    [InlineData("azurerm_role_definition", """{"permissions":[{"actions":["*"]}]}""", "permissions[0].actions has *")]
    [InlineData("aws_lambda_permission", """{"principal":"*"}""", "principal is *")]
    public void A_wildcard_outside_a_policy_document_counts_too(string type, string after, string evidence)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("identity").Should().Equal($"identity 30 at {type}.a: {type} is created, {evidence}");
    }

    [Theory]
    // a Sid grants nothing
    [InlineData("""{"Statement":[{"Sid":"old","Effect":"Allow","Action":"*","Resource":"a"}]}""", 15)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"b"}]}""", 30)] // it covers more now
    public void Only_a_new_wildcard_counts(string after, int points)
    {
        var before = """{"Statement":[{"Effect":"Allow","Action":"*","Resource":"a"}]}""";
        var change = Given.Change(type: "aws_iam_policy",
            before: $$"""{"policy":{{JsonSerializer.Serialize(before)}}}""",
            after: $$"""{"policy":{{JsonSerializer.Serialize(after)}}}""");

        var risk = Given.Assess(change);

        risk.Factors.Should().ContainSingle(factor => factor.Id == "identity").Which.Points.Should().Be(points);
    }
}
