using System.Text.Json;

namespace TfPilot.Core.Tests.Risks;

public sealed class OwnerRoleTests
{
    [Theory]
    [InlineData("google_project_iam_member", """{"role":"roles/owner"}""", "role is roles/owner")]
    [InlineData("google_project_iam_binding", """{"role":"roles/editor"}""", "role is roles/editor")]
    [InlineData("google_organization_iam_policy",
        """{"policy_data":"{\"bindings\":[{\"role\":\"roles/owner\",\"members\":[]}]}"}""",
        "policy_data has roles/owner")]
    [InlineData("azurerm_role_assignment", """{"role_definition_name":"Owner"}""", "role_definition_name is Owner")]
    [InlineData("azurerm_role_assignment", """{"role_definition_name":"owner"}""", "role_definition_name is owner")]
    [InlineData("azurerm_role_assignment", """
        {"role_definition_id":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}
        """, "role_definition_id has 8e3af657-a8ff-443c-a75c-2fe8c4bcb635")]
    [InlineData("azapi_resource", """
        {"type":"Microsoft.Authorization/roleAssignments@2022-04-01",
          "body":{"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}}}
        """, "body.properties.roleDefinitionId has 8e3af657-a8ff-443c-a75c-2fe8c4bcb635")]
    [InlineData("aws_iam_role_policy_attachment", """{"policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess"}""",
        "policy_arn has AdministratorAccess")]
    [InlineData("aws_iam_role_policy_attachment",
        """{"policy_arn":"arn:aws-us-gov:iam::aws:policy/AdministratorAccess"}""",
        "policy_arn has AdministratorAccess")]
    [InlineData("aws_iam_role", """{"managed_policy_arns":["arn:aws:iam::aws:policy/AdministratorAccess"]}""",
        "managed_policy_arns has AdministratorAccess")]
    [InlineData("awscc_iam_role", """{"managed_policy_arns":["arn:aws:iam::aws:policy/AdministratorAccess"]}""",
        "managed_policy_arns has AdministratorAccess")]
    [InlineData("aws_eks_access_policy_association",
        """{"policy_arn":"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}""",
        "policy_arn has AmazonEKSClusterAdminPolicy")]
    [InlineData("kubernetes_cluster_role_binding_v1", """{"role_ref":[{"name":"cluster-admin"}]}""",
        "role_ref[0].name is cluster-admin")]
    [InlineData("kubernetes_role_binding", """{"role_ref":[{"name":"view"}],"subject":[{"name":"system:anonymous"}]}""",
        "subject[0].name is system:anonymous")]
    [InlineData("azuread_directory_role_assignment", """{"role_id":"62e90394-69f5-4237-9190-012177145e10"}""",
        "role_id is 62e90394-69f5-4237-9190-012177145e10")]
    [InlineData("oci_identity_policy", """{"statements":["Allow group X to manage all-resources in tenancy"]}""",
        "statements has manage all-resources")]
    [InlineData("kubernetes_manifest",
        """{"manifest":{"apiVersion":"rbac.authorization.k8s.io/v1","roleRef":{"name":"cluster-admin"}}}""",
        "manifest.roleRef.name is cluster-admin")]
    [InlineData("kubernetes_manifest",
        """{"manifest":{"apiVersion":"rbac.authorization.k8s.io/v1","rules":[{"verbs":["*"]}]}}""",
        "manifest.rules[0].verbs has *")]
    public void A_role_with_all_permissions_counts_as_a_wildcard(string type, string after, string evidence)
    {
        var risk = Given.Assess(Given.Change("create", type, after: after));

        risk.Factors("identity").Should().Equal($"identity 30 at {type}.a: {type} is created, {evidence}");
        risk.Hazards.Should().ContainSingle(hazard => hazard.Rule.Factor == "identity");
    }

    [Theory]
    [InlineData("google_project_iam_member", """{"role":"roles/viewer"}""")]
    [InlineData("oci_identity_policy", """{"statements":["Allow group X to manage buckets in tenancy"]}""")]
    [InlineData("azurerm_role_assignment", """{"role_definition_name":"Reader"}""")]
    [InlineData("azurerm_role_assignment", """{"role_definition_name":"Storage Blob Data Owner"}""")]
    [InlineData("aws_iam_role_policy_attachment", """{"policy_arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}""")]
    [InlineData("kubernetes_cluster_role_binding", """{"role_ref":[{"name":"view"}],"subject":[{"name":"ann"}]}""")]
    [InlineData("aws_lambda_permission", """{"principal":"*","source_account":"1"}""")] // only of that account
    // the prefix of every endpoint
    [InlineData("aws_vpc_endpoint_policy", """
        {"policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}
        """)]
    public void Another_role_does_not_count_as_a_wildcard(string type, string after)
    {
        var risk = Given.Assess(Given.Change("create", type, after: after));

        risk.Factors("identity").Should().Equal($"identity 15 at {type}.a: {type} is created");
        risk.Hazards.Should().BeEmpty();
    }

    [Theory]
    [InlineData("roles/viewer", "roles/owner", 30)]
    [InlineData("roles/editor", "roles/owner", 30)]
    [InlineData("roles/owner", "roles/editor", 15)] // less
    [InlineData("roles/owner", "roles/owner", 15)]
    public void Only_increased_permissions_count(string before, string after, int points)
    {
        string Binding(string role, string member) => $$"""{"members":["{{member}}"],"role":"{{role}}"}""";

        var risk = Given.Assess(
            Given.Change("update", "google_project_iam_binding", before: Binding(before, "user:a"),
                after: Binding(after, "user:b")));

        risk.Factors.Should().ContainSingle(factor => factor.Id == "identity").Which.Points.Should().Be(points);
    }

    [Theory]
    [InlineData("\"Action\":\"*\"", "every action")]
    [InlineData("\"Action\":[\"s3:Get*\",\"*:*\"]", "every action")]
    [InlineData("\"Action\":\"iam:*\"", "iam:*, which allows every action")]
    [InlineData("\"Action\":\"IAM:*\"", "IAM:*, which allows every action")]
    [InlineData("\"Action\":\"i*\"", "i*, which allows every action")]
    [InlineData("\"Action\":\"organizations:*\"", "organizations:*, which allows every action")]
    [InlineData("\"NotAction\":\"iam:*\"", "every action except the listed ones")]
    [InlineData("\"Action\":\"iam:Get*\"", null)]
    [InlineData("\"Action\":\"s3:*\"", null)]
    [InlineData("\"Action\":\"iam:PassRole\"", "iam:PassRole for every role")]
    [InlineData(
        "\"Action\":\"iam:PassRole\",\"Condition\":{\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"}}",
        null)]
    public void Actions_that_grant_all_others_count_as_a_wildcard(string action, string? words)
    {
        var policy = JsonSerializer.Serialize($$"""{"Statement":[{"Effect":"Allow",{{action}},"Resource":"*"}]}""");

        var risk = Given.Assess(Given.Change("create", "aws_iam_policy", after: $$"""{"policy":{{policy}}}"""));

        risk.Factors("identity").Should()
            .Equal(
                $"identity {(words is null ? 15 : 30)} at aws_iam_policy.a: aws_iam_policy is " +
                    $"created{(words is null ? "" : $", policy allows {words}")}");
    }
}
