using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class NamingTests
{
    private static readonly PolicyContext Context = PolicyData.With(
        new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("${env}-*")));

    [Theory]
    [InlineData("aws_s3_bucket", """{"bucket":"prod-logs"}""", "pass")]
    [InlineData("aws_s3_bucket", """{"bucket":"logs"}""", "fail bucket got \"logs\"")]
    // the first attribute that is not null is the name
    [InlineData("aws_s3_bucket", """{"bucket":null,"name":"logs"}""", "fail name got \"logs\"")]
    [InlineData("aws_s3_bucket", """{"bucket":"prod-logs","name":"logs"}""", "pass")]
    // only the prefix is known
    [InlineData("aws_s3_bucket", $$"""{"bucket":{{Given.Unknown}},"bucket_prefix":"prod-l"}""", "pass")]
    [InlineData(
        "aws_s3_bucket", """{"bucket":"logs-20260101","bucket_prefix":"logs-"}""", "fail bucket_prefix got \"logs-\"")]
    [InlineData("aws_s3_bucket", """{"bucket":"prod-20260101","bucket_prefix":"p"}""", "pass")] // the whole name fits
    // the unknown value may be null
    [InlineData("aws_s3_bucket", $$"""{"bucket":{{Given.Unknown}},"bucket_prefix":null,"name":"prod-a"}""",
        "unknown bucket got (known after apply)")]
    // only the prefix is set
    [InlineData("aws_s3_bucket", $$"""{"bucket":null,"bucket_prefix":{{Given.Unknown}}}""",
        "unknown bucket_prefix got (known after apply)")]
    [InlineData("aws_sqs_queue", $$"""{"name":{{Given.Sensitive}}}""", "unknown name got (sensitive)")]
    [InlineData(
        "aws_sqs_queue", $$"""{"name":{{Given.Masked}}}""", "unknown name got (masked: equals a sensitive value)")]
    [InlineData("aws_security_group", $$"""{"name":"prod-a","name_prefix":{{Given.Unknown}}}""", "pass")] // computed
    // name is the name of the initial database
    [InlineData(
        "aws_db_instance", $$"""{"identifier":"orders","name":{{Given.Unknown}}}""", "fail identifier got \"orders\"")]
    [InlineData("aws_instance", """{"tags":{"Name":"web"}}""", "fail tags.Name got \"web\"")]
    [InlineData("aws_instance", $$"""{"tags":{{Given.Unknown}}}""", "unknown tags.Name got (known after apply)")]
    [InlineData("aws_instance", """{"tags":{"owner":"me"}}""", "pass")] // no name at all
    [InlineData("aws_instance", """{"name":["a"],"tags":null}""", "pass")] // a list is no name
    public void The_first_naming_attribute_is_the_name_of_the_resource(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    // the provider fills in the old attribute
    [InlineData("alicloud_vpc", $$"""{"name":{{Given.Unknown}},"vpc_name":"web"}""", "fail vpc_name got \"web\"")]
    [InlineData("alicloud_vpc", $$"""{"name":"web","vpc_name":{{Given.Unknown}}}""", "fail name got \"web\"")]
    [InlineData("alicloud_vpc", $$"""{"name":{{Given.Unknown}},"vpc_name":{{Given.Unknown}}}""",
        "unknown vpc_name got (known after apply)")]
    [InlineData("alicloud_security_group_rule", """{"description":"from the office"}""", "pass")] // a remark
    [InlineData("alicloud_polardb_cluster", """{"description":"web"}""", "fail description got \"web\"")]
    [InlineData("awscc_ec2_vpc", """{"tags":[{"key":"Name","value":"web"}]}""", "fail tags.Name got \"web\"")]
    [InlineData("awscc_ec2_vpc", $$"""{"tags":{{Given.Unknown}}}""", "unknown tags.Name got (known after apply)")]
    [InlineData("awscc_ec2_vpc", """{"tags":[]}""", "pass")]
    [InlineData("google_folder", $$"""{"name":{{Given.Unknown}},"display_name":"web"}""",
        "fail display_name got \"web\"")]
    [InlineData("google_api_gateway_gateway", $$"""{"name":{{Given.Unknown}},"gateway_id":"web"}""",
        "fail gateway_id got \"web\"")]
    [InlineData("digitalocean_app", """{"spec":[{"name":"web"}]}""", "fail spec.name got \"web\"")]
    [InlineData("hcloud_snapshot", """{"description":"web"}""", "fail description got \"web\"")]
    public void Some_types_have_their_name_in_another_attribute(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("bucket")]
    [InlineData("name")]
    [InlineData("identifier")]
    [InlineData("cluster_identifier")]
    [InlineData("db_instance_identifier")]
    [InlineData("function_name")]
    [InlineData("table_name")]
    [InlineData("repository_name")]
    [InlineData("queue_name")]
    [InlineData("user_name")]
    [InlineData("role_name")]
    [InlineData("display_name")]
    [InlineData("account_name")]
    public void Every_naming_attribute_is_recognized(string attribute) =>
        Context.Findings(PolicyData.Create("some_thing", $$"""{"{{attribute}}":"x"}""")).Describe().Should()
        .Be($"fail {attribute} got \"x\"");

    [Fact]
    public void Only_the_selected_types_are_evaluated()
    {
        var context =
            PolicyData.With(new RuleKind.Naming(PolicyData.Types("aws_*!aws_sqs_queue"), PolicyData.Any("${env}-*")));

        var findings = context.Findings(PolicyData.Create("aws_sqs_queue", """{"name":"a"}"""),
            PolicyData.Create("aws_sns_topic", """{"name":"b"}"""), PolicyData.Create("google_x", """{"name":"c"}"""));

        findings.Should().ContainSingle().Which.Actual.Should().Be("\"b\"");
    }
}
