using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class UnjudgedProviderTests
{
    private static readonly ResourceChange[] Changes =
    [
        Of("acme", "acme/acme", "acme_thing"), Of("acme", "acme/acme", "acme_other"),
        Of("datadog", "datadog/datadog", "datadog_monitor"), Of("aws", "hashicorp/aws", "aws_vpc"),
        Of("azapi", "azure/azapi", "azapi_resource"), Of("random", "hashicorp/random", "random_pet"),
        Of("terraform", "", "terraform_data"),
        Given.Change("read", "acme_read", after: "{}", data: true),
        Given.Change("delete", "acme_gone", before: "{}", after: "null"),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Resources_of_unknown_providers_are_counted_if_a_rule_would_apply_to_them(
        RuleKind rule, string expected) =>
        Describe(PolicyData.With(rule)).Should().Be(expected);

    public static TheoryData<RuleKind, string> Rules => new()
    {
        { PolicyData.Tags("owner"), "acme/acme 2, datadog/datadog 1" },
        { PolicyData.Tags("owner", except: ["acme_*"]), "datadog/datadog 1" },
        { PolicyData.Regions("aws", "eu-west-1"), "acme/acme 2, datadog/datadog 1" },
        { new RuleKind.Sizes([new(PolicyData.Types("acme_thing"), PolicyData.Any("small"))]), "acme/acme 1" },
        { new RuleKind.Sizes([new(PolicyData.Types("*"), PolicyData.Any("*"))]), "" }, // every size is allowed
        { new RuleKind.Deny(PolicyData.Types("acme_*")), "" }, // needs no knowledge of the provider
        { new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("a")), "" },
    };

    [Fact]
    public void Without_rules_no_resource_counts_as_unevaluated() =>
        Describe(PolicyData.With(Array.Empty<PolicyRule>())).Should().BeEmpty();

    private static string Describe(PolicyContext context) => string.Join(", ",
        UnjudgedProvider.Of(Given.Plan(Changes), context)
            .Select(provider => $"{provider.Provider} {provider.Resources}"));

    private static ResourceChange Of(string name, string source, string type) =>
        PolicyData.Create(type) with { Provider = source.Length > 0 ? $"registry.terraform.io/{source}" : name };
}
