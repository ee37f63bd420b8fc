using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

/// <summary>One rule of each kind, as in the example settings.</summary>
internal static class SomeRules
{
    public static readonly IReadOnlyList<PolicyRule> All =
    [
        new("names",
            new RuleKind.Naming(
                Judged.Types("*"), Judged.Any("/^${env}-[a-z0-9-]{3,40}$/"))) { Level = PolicyLevel.Advise },
        new("core-tags", new RuleKind.Tags(
            new Dictionary<string, TagRequirement>
            {
                ["owner"] = new(Judged.Any("/^[a-z.]+@acme\\.com$/"), "your mail"),
                ["cost-center"] = new(Judged.Any("1001", "1002"), null),
                ["env"] = new(Judged.Any("${env}"), null),
            },
            Judged.Types("aws_iam_*", "azurerm_*!azurerm_resource_group"),
            TagSource.Effective)),
        new("eu-only", new RuleKind.Regions(new Dictionary<string, ValueMatcher>
        {
            ["aws"] = Judged.Any("eu-west-1", "eu-central-1"),
            ["google"] = Judged.Any("europe-*"),
            ["azurerm"] = Judged.Any("westeurope"),
        })) { Unknown = UnknownHandling.Fail },
        new("sizes",
            new RuleKind.Sizes(
                [new(Judged.Types("aws_instance"), Judged.Any("t4g.*", "m7g.{large,xlarge}")),
                    new(Judged.Types("*"), Judged.Any("*"))])) { Scope = PolicyScope.New },
        new("no-keys", new RuleKind.Deny(Judged.Types("aws_iam_access_key", "google_service_account_key"))),
        new("keep-data",
            new RuleKind.Protect(Judged.Types("stateful"),
                [ProtectedAction.Delete, ProtectedAction.Replace,
                    ProtectedAction.Forget])) { Level = PolicyLevel.Approve },
        new("private", new RuleKind.Attributes(
        [
            new(Judged.Types("aws_db_instance"),
                null) { Require = Judged.When(("storage_encrypted", "true"), ("backup_retention_period", ">=7")),
                Forbid = Judged.When(("publicly_accessible", "true")) },
            new(Judged.Types("aws_security_group*"),
                "ingress[*]") { ForbidAll = Judged.When(("cidr_blocks", "0.0.0.0/0"), ("from_port", "!=443")) },
        ])),
        new("sources", new RuleKind.Modules(Judged.Any("registry.acme.example/*", "./*"), Pinned: true)),
        new("providers", new RuleKind.Providers(Judged.Any("hashicorp/*"))),
        new("budget", new RuleKind.Cost(200, 25, 5000, "USD")),
    ];
}
