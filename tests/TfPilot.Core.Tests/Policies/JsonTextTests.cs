using System.Text.Json;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

/// <summary>Version 1 of azapi takes the body of a resource as JSON text.</summary>
public sealed class JsonTextTests
{
    private static readonly PolicyContext Context = PolicyData.With(
        PolicyData.Regions("azurerm", "westeurope"), PolicyData.Tags("owner", ["me"]),
        new RuleKind.Sizes([new(PolicyData.Types("*"), PolicyData.Any("small"))]));

    [Theory]
    [InlineData("""{"location":"West Europe","tags":{"owner":"me"},"sku":{"name":"small"}}""", "pass")]
    [InlineData("""{"location":"East US","tags":{"owner":"me"}}""", "fail body.location got \"East US\"")]
    [InlineData("""{"location":"westeurope","tags":{"owner":"you"}}""", "fail tags.owner got \"you\"")]
    [InlineData("""{"location":"westeurope","tags":{"owner":"me"},"properties":{"vmSize":"big"}}""",
        "fail body.properties.vmSize got \"big\"")]
    [InlineData("""
        {"location":"westeurope","tags":{"owner":"me"},"properties":{"locations":[{"locationName":"East US"}]}}
        """,
        "fail body.properties.locations[0].locationName got \"East US\"")]
    // of equal names the provider reads the last one
    [InlineData("""{"location":"westeurope","location":"eastus","tags":{"owner":"me"}}""",
        "fail body.location got \"eastus\"")]
    // Azure's names, not markers
    [InlineData("""{"location":{"$":"unknown"},"tags":{"owner":"me"}}""", "pass")]
    public void A_body_that_is_JSON_text_is_read_like_an_object(string body, string expected) =>
        Context.Findings(PolicyData.Create("azapi_resource", After(body))).Describe().Should().Be(expected);

    [Theory]
    [InlineData("""{"location":"westeurope",""")]
    [InlineData("{{{")]
    public void A_text_that_cannot_be_read_hides_what_it_contains(string body) =>
        Context.Findings(PolicyData.Create("azapi_resource", After(body))).Describe().Should().Be(
            "unknown body.location got (known after apply); unknown tags.owner got (known after apply); "
            + "unknown body got (known after apply)");

    [Fact]
    public void A_deeply_nested_text_is_not_read()
    {
        var body = $$"""{"location":{{new string('[', 500)}}{{new string(']', 500)}}}""";

        var findings = Context.Findings(PolicyData.Create("azapi_resource", After(body)));

        findings.Should().OnlyContain(finding => finding.Verdict == FindingVerdict.Unknown);
    }

    [Theory]
    [InlineData(Given.Unknown, "(known after apply)")]
    [InlineData(Given.Sensitive, "(sensitive)")]
    public void A_hidden_body_is_unknown_once_for_each_rule(string body, string shown) =>
        Context.Findings(PolicyData.Create("azapi_resource", $$"""
            {"body":{{body}},"location":"westeurope","tags":{"owner":"me"},"type":"Microsoft.Web/sites@2022-09-01"}
            """))
        .Describe().Should().Be($"unknown body got {shown}; unknown body got {shown}");

    [Theory]
    [InlineData("body.properties.publicNetworkAccess", "Enabled")]
    [InlineData("body", "*Enabled*")] // the text itself
    public void Conditions_are_about_the_object_or_about_the_whole_text(string path, string unwanted)
    {
        var context = PolicyData.With(PolicyData.Attributes(
            new(PolicyData.Types("azapi_*"), null) { Forbid = PolicyData.When((path, unwanted)) }));

        var findings = context.Findings(PolicyData.Create(
            "azapi_resource", After("""{"properties":{"publicNetworkAccess":"Enabled"}}""")));

        findings.Should().ContainSingle().Which.Should()
            .Match<Finding>(finding => finding.Attribute == path && finding.Verdict == FindingVerdict.Fail);
    }

    [Fact]
    public void Texts_of_other_attributes_and_types_are_texts()
    {
        var context = PolicyData.With(PolicyData.Attributes(
            new(PolicyData.Types("*"), null)
            {
                Forbid = PolicyData.When(("body.location", "eastus"), ("name.location", "eastus")),
            }));
        var text = JsonSerializer.Serialize("""{"location":"eastus"}""");

        var findings = context.Findings(
            PolicyData.Create("azurerm_thing", $$"""{"body":{{text}}}"""),
            PolicyData.Create("azapi_resource", $$"""{"name":{{text}}}"""));

        findings.Should().BeEmpty();
    }

    private static string After(string body) =>
        $$"""
        {"body":{{JsonSerializer.Serialize(body)}},"location":null,"tags":null,"type":"Microsoft.Web/sites@2022-09-01"}
        """;
}
