using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class SourceRuleTests
{
    [Theory]
    [InlineData("./modules/net", null, "pass")] // a part of this repository has no version
    [InlineData("acme/vpc/aws", "1.4.2", "pass")]
    [InlineData("acme/vpc/aws", "= 1.4.2", "pass")]
    [InlineData("acme/vpc/aws", "1.4.2-rc.1", "pass")]
    [InlineData("acme/vpc/aws", null, "fail version got not set")]
    [InlineData("acme/vpc/aws", "~> 1.4.2", "fail version got \"~> 1.4.2\"")]
    [InlineData("acme/vpc/aws", "1.4", "fail version got \"1.4\"")]
    [InlineData("acme/vpc/aws", ">= 1.4.2, < 2.0.0", "fail version got \">= 1.4.2, < 2.0.0\"")]
    [InlineData("registry.acme.example/acme/vpc/aws//modules/a", "1.4.2", "pass")]
    [InlineData("git::https://example.test/vpc.git?ref=v1.4.2", null, "pass")]
    [InlineData("git::https://example.test/vpc.git?ref=modules/vpc/v1.4.2&depth=1", null, "pass")]
    [InlineData("git::https://example.test/vpc.git?ref=0123456789abcdef0123456789abcdef01234567", null, "pass")]
    // a branch may have this name
    [InlineData("git::https://example.test/vpc.git?ref=0123456", null,
        "fail source got \"git::https://example.test/vpc.git?ref=0123456\"")]
    [InlineData("git::https://example.test/vpc.git?ref=main", null,
        "fail source got \"git::https://example.test/vpc.git?ref=main\"")]
    [InlineData("git::https://example.test/vpc.git?ref=release/1.4", null,
        "fail source got \"git::https://example.test/vpc.git?ref=release/1.4\"")]
    [InlineData("git::https://example.test/vpc.git", "1.4.2", "fail source got \"git::https://example.test/vpc.git\"")]
    [InlineData("github.com/acme/vpc?ref=v1.4.2", null, "pass")]
    [InlineData("github.com/acme/vpc", null, "fail source got \"github.com/acme/vpc\"")]
    [InlineData("git@github.com:acme/vpc.git", null, "fail source got \"git@github.com:acme/vpc.git\"")]
    [InlineData("https://example.test/vpc.zip?checksum=sha256:aa", null, "pass")]
    [InlineData("s3::https://example.test/vpc.zip", null, "fail source got \"s3::https://example.test/vpc.zip\"")]
    public void A_pinned_module_source_is_immutable(string source, string? version, string expected) =>
        PolicyData.With(new RuleKind.Modules(null, Pinned: true)).Findings(Calling(source, version)).Describe().Should()
        .Be(expected);

    [Theory]
    [InlineData("./modules/net", "pass")]
    [InlineData("../net", "fail source got \"../net\"")]
    [InlineData("registry.acme.example/acme/vpc/aws", "pass")]
    [InlineData("registry.terraform.io/acme/vpc/aws", "pass")] // the host that needs no name
    [InlineData("other/vpc/aws", "fail source got \"other/vpc/aws\"")]
    public void A_module_must_come_from_an_allowed_source(string source, string expected) =>
        PolicyData.With(new RuleKind.Modules(PolicyData.Any("registry.acme.example/*", "./*", "acme/*"), Pinned: false))
        .Findings(Calling(source, null)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("registry.terraform.io/hashicorp/aws", "pass")]
    [InlineData("registry.opentofu.org/hashicorp/aws", "pass")]
    [InlineData("aws", "pass")] // old plans have only the name
    [InlineData("registry.terraform.io/-/aws", "pass")]
    [InlineData("terraform.io/builtin/terraform", "pass")] // Terraform itself
    [InlineData("registry.terraform.io/evil/aws", "fail evil/aws got \"evil/aws\"")]
    // a provider from another registry host is another provider
    [InlineData("registry.acme.example/hashicorp/aws",
        "fail registry.acme.example/hashicorp/aws got \"registry.acme.example/hashicorp/aws\"")]
    public void A_provider_must_come_from_an_allowed_source_even_if_not_configured(string source, string expected)
    {
        var context = PolicyData.With(new RuleKind.Providers(PolicyData.Any("hashicorp/*")));
        var used = Given.Plan(Given.Change() with { Provider = source });
        var configured = Given.Plan() with
        {
            Configuration = new()
            {
                Providers = [PolicyData.Provider(
            "aws", "{}") with { Source = source }, PolicyData.Provider("aws.west", "{}") with { Source = source }]
            }
        };

        var both = (context.Findings(used).Describe(), context.Findings(configured).Describe());

        both.Should().Be((expected, expected));
    }

    [Fact]
    public void A_module_finding_has_the_address_of_its_call_and_a_provider_finding_has_none()
    {
        var plan = Calling("other/vpc/aws", null) with { Changes = [Given.Change() with { Provider = "evil/x" }] };

        var findings = PolicyData.With(new RuleKind.Modules(PolicyData.Any("./*"), Pinned: false),
            new RuleKind.Providers(PolicyData.Any("hashicorp/*"))).Findings(plan);

        findings.Select(finding => finding.Address?.Text).Should().Equal("module.net", null);
    }

    [Fact]
    public void The_fix_of_an_inexact_version_is_the_version_it_names()
    {
        var findings = PolicyData.With(new RuleKind.Modules(null, Pinned: true))
            .Findings(Calling("acme/vpc/aws", "~> 1.4.2"));

        findings.Should().ContainSingle().Which.Fix.Should().Be("version = \"1.4.2\"");
    }

    private static Plan Calling(string source, string? version) =>
        Given.Plan() with
        {
            Configuration = new()
            {
                Modules = [new ModuleCall(
            "module.net", source, version, RedactedJson.Null)]
            }
        };
}
