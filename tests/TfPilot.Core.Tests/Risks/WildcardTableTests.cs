namespace TfPilot.Core.Tests.Risks;

/// <summary>Permissions with wildcards for actions or principals, each with a narrow counterpart.</summary>
public sealed class WildcardTableTests
{
    /// <summary>Type, narrow value, wide value.</summary>
    public static TheoryData<string, string, string> Pairs => new()
    {
        { "oci_identity_policy", """{"statements":["Allow group Dev to read buckets in tenancy"]}""",
            """{"statements":["Allow any-user to read buckets in tenancy"]}""" },
        { "oci_identity_policy",
            """{"statements":["Allow any-user to use keys in tenancy where request.principal.type = 'workload'"]}""",
            """{"statements":["allow  ANY-USER to use keys in tenancy"]}""" },
        { "oci_identity_policy", """{"statements":["Allow group Ops to manage buckets in tenancy"]}""",
            """{"statements":["Allow group Ops to manage  all-resources in tenancy"]}""" },
        { "oci_identity_policy", """{"statements":[]}""",
            """{"statements":["Allow any-group to use keys in tenancy"]}""" },
        { "azurerm_role_assignment",
            """{"role_definition_name":"Contributor","scope":"/subscriptions/1/resourceGroups/a"}""",
            """{"role_definition_name":"Contributor","scope":"/subscriptions/1"}""" },
        { "azurerm_role_assignment",
            """{"role_definition_name":"Reader","scope":"/providers/Microsoft.Management/managementGroups/a"}""",
            """{"role_definition_name":"Contributor","scope":"/providers/Microsoft.Management/managementGroups/a"}""" },
        { "azurerm_role_assignment", """{"role_definition_name":"Reader"}""", """{"role_definition_name":"Owner"}""" },
        { "azurerm_role_definition", """{"permissions":[{"actions":["Microsoft.Compute/*/read"]}]}""",
            """{"permissions":[{"actions":["*"]}]}""" },
        { "aws_eks_access_entry", """{"kubernetes_groups":["dev"]}""", """{"kubernetes_groups":["system:masters"]}""" },
        { "aws_iam_role_policy_attachment", """{"policy_arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}""",
            """{"policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess"}""" },
        { "aws_iam_policy", Allow("\"Action\":\"iam:PassRole\",\"Resource\":\"arn:aws:iam::1:role/a\""),
            Allow("\"Action\":\"iam:PassRole\",\"Resource\":\"*\"") },
        { "aws_iam_policy",
            Allow("\"Action\":\"iam:PassRole\",\"Resource\":\"*\","
                + "\"Condition\":{\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"}}"),
            Allow("\"Action\":[\"s3:Get\",\"iam:Pass*\"],\"Resource\":[\"*\"]") },
        { "aws_iam_policy", Allow("\"Action\":\"s3:*\",\"Resource\":\"*\""),
            Allow("\"NotAction\":\"s3:*\",\"Resource\":\"*\"") },
        { "google_project_iam_member", """{"member":"user:a","role":"roles/viewer"}""",
            """{"member":"user:a","role":"roles/editor"}""" },
        { "kubernetes_cluster_role_binding_v1",
            """{"role_ref":[{"name":"view"}],"subject":[{"name":"system:serviceaccount:a"}]}""",
            """{"role_ref":[{"name":"view"}],"subject":[{"name":"system:unauthenticated"}]}""" },
        { "aws_lambda_permission", """{"principal":"*","source_arn":"arn:aws:execute-api:x"}""",
            """{"principal":"*"}""" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Every_wildcard_rule_finds_only_its_wide_example(string type, string narrow, string wide)
    {
        var risks = new[]
        {
            Given.Assess(Given.Change("create", type, after: wide)),
            Given.Assess(Given.Change("update", type, before: narrow, after: wide)),
            Given.Assess(Given.Change("create,delete", type, before: narrow, after: wide)),
        };

        risks.Should().AllSatisfy(risk => risk.Hazards.Should().Contain(hazard => hazard.Rule.Factor == "identity"));
        Given.Assess(Given.Change("create", type, after: narrow)).Hazards.Should().BeEmpty();
        Given.Assess(Given.Change("update", type, before: wide, after: narrow)).Hazards.Should().BeEmpty();
    }

    private static string Allow(string statement) => $$$"""
        {"policy":"{\"Statement\":[{\"Effect\":\"Allow\",{{{statement.Replace("\"", "\\\"", StringComparison.Ordinal)}}}}]}"}
        """;
}
