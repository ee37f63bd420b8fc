using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

/// <summary>One rule of each kind, as in the example settings.</summary>
internal static class SampleRules
{
    public static readonly IReadOnlyList<PolicyRule> All =
    [
        new("names",
            new RuleKind.Naming(
                PolicyData.Types("*"), PolicyData.Any("/^${env}-[a-z0-9-]{3,40}$/"))) { Level = PolicyLevel.Advise },
        new("core-tags", new RuleKind.Tags(
            new Dictionary<string, TagRequirement>
            {
                ["owner"] = new(PolicyData.Any("/^[a-z.]+@acme\\.com$/"), "your mail"),
                ["cost-center"] = new(PolicyData.Any("1001", "1002"), null),
                ["env"] = new(PolicyData.Any("${env}"), null),
            },
            PolicyData.Types("aws_iam_*", "azurerm_*!azurerm_resource_group"),
            TagSource.Effective)),
        new("eu-only", new RuleKind.Regions(new Dictionary<string, ValueMatcher>
        {
            ["aws"] = PolicyData.Any("eu-west-1", "eu-central-1"),
            ["google"] = PolicyData.Any("europe-*"),
            ["azurerm"] = PolicyData.Any("westeurope"),
        })) { Unknown = UnknownHandling.Fail },
        new("sizes",
            new RuleKind.Sizes(
                [new(PolicyData.Types("aws_instance"), PolicyData.Any("t4g.*", "m7g.{large,xlarge}")),
                    new(PolicyData.Types("*"), PolicyData.Any("*"))])) { Scope = PolicyScope.New },
        new("no-keys", new RuleKind.Deny(PolicyData.Types("aws_iam_access_key", "google_service_account_key"))),
        new("keep-data",
            new RuleKind.Protect(PolicyData.Types("stateful"),
                [ProtectedAction.Delete, ProtectedAction.Replace,
                    ProtectedAction.Forget])) { Level = PolicyLevel.Approve },
        new("private", new RuleKind.Attributes(
        [
            new(PolicyData.Types("aws_db_instance"),
                null) { Require = PolicyData.When(("storage_encrypted", "true"), ("backup_retention_period", ">=7")),
                Forbid = PolicyData.When(("publicly_accessible", "true")) },
            new(PolicyData.Types("aws_security_group*"),
                "ingress[*]") { ForbidAll = PolicyData.When(("cidr_blocks", "0.0.0.0/0"), ("from_port", "!=443")) },
        ])),
        new("sources", new RuleKind.Modules(PolicyData.Any("registry.acme.example/*", "./*"), Pinned: true)),
        new("providers", new RuleKind.Providers(PolicyData.Any("hashicorp/*"))),
        new("budget", new RuleKind.Cost(200, 25, 5000, "USD")),
    ];
}
