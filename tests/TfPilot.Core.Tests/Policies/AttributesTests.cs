using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class AttributesTests
{
    private const string U = Given.Unknown;

    [Theory]
    [InlineData("storage_encrypted", "true", """{"storage_encrypted":true}""", "pass")]
    [InlineData("storage_encrypted", "true", """{"storage_encrypted":false}""", "fail storage_encrypted got false")]
    [InlineData("storage_encrypted", "true", """{"storage_encrypted":null}""", "fail storage_encrypted got not set")]
    [InlineData("storage_encrypted", "true", "{}", "fail storage_encrypted got not set")]
    [InlineData("storage_encrypted", "true", $$"""{"storage_encrypted":{{U}}}""",
        "unknown storage_encrypted got (known after apply)")]
    [InlineData("storage_encrypted", "true", $$"""{"storage_encrypted":{{Given.SensitiveChanged}}}""",
        "unknown storage_encrypted got (sensitive, changed)")]
    [InlineData("storage_encrypted", "true", U, "unknown storage_encrypted got (known after apply)")]
    [InlineData("days", ">=7", """{"days":7}""", "pass")]
    [InlineData("days", ">=7", """{"days":1}""", "fail days got 1")]
    // each element of a list
    [InlineData("disk.encrypted", "true", """{"disk":[{"encrypted":true},{"encrypted":false}]}""",
        "fail disk[1].encrypted got false")]
    // a required attribute must exist
    [InlineData("disk.encrypted", "true", """{"disk":[]}""", "fail disk.encrypted got not set")]
    [InlineData("disk[*].encrypted", "true", """{"disk":[]}""", "pass")] // required of all there are
    [InlineData("disk[*].encrypted", "true", """{"disk":[{"encrypted":true},{"encrypted":false}]}""",
        "fail disk[1].encrypted got false")]
    [InlineData("disk[0].encrypted", "true", """{"disk":[{"encrypted":true},{"encrypted":false}]}""", "pass")]
    [InlineData("disk[2].encrypted", "true", """{"disk":[{"encrypted":true}]}""", "fail disk[2].encrypted got not set")]
    // an unknown value on the path
    [InlineData("disk.encrypted", "true", $$"""{"disk":{{U}}}""", "unknown disk got (known after apply)")]
    // all elements must match
    [InlineData("zones", "eu-*", """{"zones":["eu-a","us-a"]}""", "fail zones got [\"eu-a\", \"us-a\"]")]
    [InlineData("zones", "eu-*", $$"""{"zones":["eu-a",{{U}}]}""", "unknown zones got [\"eu-a\", (known after apply)]")]
    [InlineData("tags[\"cost center\"]", "1001", """{"tags":{"cost center":"1001"}}""", "pass")]
    [InlineData("tags[\"cost center\"]", "1001", """{"tags":{}}""", "fail tags[\"cost center\"] got not set")]
    public void A_required_condition_must_be_met_by_every_value_at_the_path(
        string path, string item, string after, string expected) =>
        Describe(new(PolicyData.Types("*"), null) { Require = PolicyData.When((path, item)) }, after)
            .Should().Be(expected);

    [Theory]
    [InlineData("public", "true", """{"public":false}""", "pass")]
    [InlineData("public", "true", "{}", "pass")]
    [InlineData("public", "true", """{"public":true}""", "fail public got true")]
    [InlineData("public", "true", $$"""{"public":{{U}}}""", "unknown public got (known after apply)")]
    // any element may match
    [InlineData("cidrs", "0.0.0.0/0", """{"cidrs":["10.0.0.0/8","0.0.0.0/0"]}""",
        "fail cidrs got [\"10.0.0.0/8\", \"0.0.0.0/0\"]")]
    [InlineData("cidrs", "0.0.0.0/0", $$"""{"cidrs":["0.0.0.0/0",{{U}}]}""",
        "fail cidrs got [\"0.0.0.0/0\", (known after apply)]")]
    [InlineData("cidrs", "0.0.0.0/0", $$"""{"cidrs":["10.0.0.0/8",{{U}}]}""",
        "unknown cidrs got [\"10.0.0.0/8\", (known after apply)]")]
    public void A_forbidden_condition_must_be_met_by_no_value(
        string path, string item, string after, string expected) =>
        Describe(new(PolicyData.Types("*"), null) { Forbid = PolicyData.When((path, item)) }, after)
            .Should().Be(expected);

    [Theory]
    [InlineData("""{"ingress":[{"cidr":["0.0.0.0/0"],"port":443}]}""", "pass")]
    // the conditions match different elements
    [InlineData("""{"ingress":[{"cidr":["10.0.0.0/8"],"port":22},{"cidr":["0.0.0.0/0"],"port":443}]}""", "pass")]
    [InlineData("""{"ingress":[{"cidr":["0.0.0.0/0"],"port":443},{"cidr":["10.0.0.0/8","0.0.0.0/0"],"port":22}]}""",
        "fail ingress[1] got cidr = [\"10.0.0.0/8\", \"0.0.0.0/0\"], port = 22")]
    [InlineData($$"""{"ingress":[{"cidr":["0.0.0.0/0"],"port":{{U}} }]}""",
        "unknown ingress[0] got cidr = [\"0.0.0.0/0\"], port = (known after apply)")]
    // cannot match, regardless of the port
    [InlineData($$"""{"ingress":[{"cidr":["10.0.0.0/8"],"port":{{U}} }]}""", "pass")]
    [InlineData(
        $$"""{"ingress":[{{U}}]}""", "unknown ingress[0] got cidr = (known after apply), port = (known after apply)")]
    [InlineData(
        $$"""{"ingress":{{U}}}""", "unknown ingress got cidr = (known after apply), port = (known after apply)")]
    [InlineData("""{"ingress":[]}""", "pass")]
    [InlineData("""{"ingress":null}""", "pass")]
    public void Jointly_forbidden_conditions_must_not_all_be_met_by_one_element(string after, string expected) =>
        Describe(
            new(PolicyData.Types("*"), "ingress[*]")
            { ForbidAll = PolicyData.When(("cidr", "0.0.0.0/0"), ("port", "!=443")) },
            after).Should().Be(expected);

    [Fact]
    public void Without_an_element_path_the_resource_itself_is_the_element()
    {
        var rule = new AttributeRule(
            PolicyData.Types("*"), null)
        { ForbidAll = PolicyData.When(("engine", "mysql"), ("public", "true")) };

        Describe(rule, """{"engine":"mysql","public":true}""")
            .Should().Be("fail got engine = \"mysql\", public = true");
    }

    [Fact]
    public void Conditions_on_elements_report_the_element_path_and_the_fix()
    {
        var rule = new AttributeRule(PolicyData.Types("*"),
            "disk[*]")
        {
            Require = PolicyData.When(("encrypted", "true"), ("size", ">=8")),
            Forbid = PolicyData.When(("public", "true"))
        };

        var findings = PolicyData.With(PolicyData.Attributes(rule))
            .Findings(PolicyData.Create("x_y", """{"disk":[{"encrypted":false,"public":true,"size":1}]}"""));

        findings.Select(finding => finding.Fix).Should()
            .Equal("disk[0].encrypted = true", "disk[0].public = false", "disk[0].size = 8");
    }

    [Fact]
    public void Only_resources_of_the_matched_types_are_evaluated()
    {
        var context = PolicyData.With(
            PolicyData.Attributes(
                new(PolicyData.Types("aws_security_group*"), null) { Require = PolicyData.When(("a", "1")) }));

        var findings = context.Findings(PolicyData.Create("aws_security_group_rule"), PolicyData.Create("aws_vpc"));

        findings.Select(finding => finding.Address?.Text).Should().Equal("aws_security_group_rule.a");
    }

    private static string Describe(AttributeRule rule, string after) =>
        PolicyData.With(PolicyData.Attributes(rule)).Findings(PolicyData.Create("x_y", after)).Describe();
}
