using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class TagsTests
{
    private const string U = Given.Unknown;

    [Theory]
    [InlineData("aws_vpc", """{"tags":{"owner":"me"},"tags_all":{"owner":"me"}}""", "pass")]
    [InlineData("aws_vpc", """{"tags":null,"tags_all":{"owner":"me"}}""", "pass")] // a default of the provider
    // they contradict each other
    [InlineData("aws_vpc", """{"tags":{"owner":"me"},"tags_all":{}}""",
        "unknown tags.owner got not set in tags_all, while tags says \"me\"")]
    // what it has in the end decides
    [InlineData("aws_vpc", """{"tags":null,"tags_all":{"env":"a"}}""", "fail tags.owner got not set")]
    [InlineData("aws_vpc", """{"tags":null,"tags_all":null}""", "fail tags.owner got not set")]
    [InlineData("aws_vpc", """{"tags":{"owner":null},"tags_all":null}""", "fail tags.owner got not set")]
    // empty is not there
    [InlineData("aws_vpc", """{"tags":{"owner":""},"tags_all":null}""", "fail tags.owner got \"\"")]
    [InlineData(
        "aws_vpc", """{"tags":{"Owner":"me"},"tags_all":null}""", "fail tags.owner got not set (there is \"Owner\")")]
    [InlineData("aws_vpc", """{"tags":{"owner":"you"},"tags_all":null}""", "fail tags.owner got \"you\"")]
    [InlineData(
        "aws_vpc", $$"""{"tags":{"owner":{{U}}},"tags_all":{{U}}}""", "unknown tags.owner got (known after apply)")]
    // the resource's own win over defaults
    [InlineData("aws_vpc", $$"""{"tags":{"owner":"me"},"tags_all":{{U}}}""", "pass")]
    [InlineData("aws_vpc", $$"""{"tags":{{U}},"tags_all":{{U}}}""", "unknown tags.owner got (known after apply)")]
    [InlineData("aws_vpc", $$"""{"tags":{"owner":{{Given.Masked}} } }""",
        "unknown tags.owner got (masked: equals a sensitive value)")]
    [InlineData("aws_vpc", $$"""{"tags":{{Given.Sensitive}}}""", "unknown tags.owner got (sensitive)")]
    [InlineData("aws_route", """{"destination":"0.0.0.0/0"}""", "pass")] // has no tags
    [InlineData(
        "aws_autoscaling_group", """{"tag":[{"key":"owner","value":"me","propagate_at_launch":true}]}""", "pass")]
    [InlineData("aws_autoscaling_group", """{"tag":[{"key":"env","value":"me"}]}""", "fail tag.owner got not set")]
    [InlineData("aws_autoscaling_group", $$"""{"tag":[{"key":{{U}},"value":"me"}]}""",
        "unknown tag.owner got (known after apply)")]
    [InlineData("aws_autoscaling_group", $$"""{"tag":[{{U}}]}""", "unknown tag.owner got (known after apply)")]
    [InlineData("aws_autoscaling_group", """{"tag":null}""", "fail tag.owner got not set")]
    [InlineData("aws_launch_template",
        """{"tags":{"owner":"me"},"tag_specifications":[{"resource_type":"instance","tags":{"env":"a"}}]}""",
        "fail tag_specifications[0].tags.owner got not set")]
    [InlineData("aws_launch_template", """{"tags":{"owner":"me"},"tag_specifications":[]}""", "pass")]
    [InlineData("aws_autoscaling_group_tag", """{"tag":[]}""", "pass")] // a tag itself
    [InlineData(
        "google_compute_instance", """{"labels":null,"terraform_labels":{"owner":"me"},"tags":["http"]}""", "pass")]
    [InlineData("google_compute_instance", $$"""{"labels":{"owner":"you"},"terraform_labels":{{U}}}""",
        "fail labels.owner got \"you\"")]
    [InlineData("google_compute_network", """{"tags":["http"]}""", "pass")] // network tags are no labels
    [InlineData("google_sql_database_instance", """{"settings":[{"user_labels":{"owner":"me"}}]}""", "pass")]
    [InlineData("google_sql_database_instance", """{"settings":[{"user_labels":null}]}""",
        "fail settings.user_labels.owner got not set")]
    [InlineData(
        "google_monitoring_alert_policy", """{"user_labels":{"owner":"you"}}""", "fail user_labels.owner got \"you\"")]
    [InlineData("azurerm_resource_group", """{"tags":{"owner":"me"}}""", "pass")]
    [InlineData("azurerm_resource_group", """{"tags":null}""", "fail tags.owner got not set")]
    [InlineData("azurerm_subnet", """{"name":"a"}""", "pass")]
    // words, not Azure's tags
    [InlineData("azurerm_api_management_named_value", """{"tags":["eu","secret"]}""", "pass")]
    [InlineData("azurerm_api_management_named_value", """{"tags":null}""", "pass")]
    [InlineData("azurerm_other", """{"tags":["eu"]}""", "pass")]
    [InlineData("azapi_resource", """{"type":"Microsoft.App/containerApps@2024-03-01","tags":null}""",
        "fail tags.owner got not set")]
    [InlineData(
        "azapi_resource", """{"type":"Microsoft.App/containerApps@2024-03-01","tags":{"owner":"me"}}""", "pass")]
    [InlineData("azapi_resource", """{"type":"Microsoft.Sql/servers/databases@2023-08-01","tags":{"owner":"you"}}""",
        "fail tags.owner got \"you\"")]
    // part of a network
    [InlineData(
        "azapi_resource", """{"type":"Microsoft.Network/virtualNetworks/subnets@2024-01-01","tags":null}""", "pass")]
    [InlineData("azapi_update_resource", """{"type":"Microsoft.App/containerApps@2024-03-01"}""", "pass")]
    [InlineData("awscc_s3_bucket", """{"tags":[{"key":"owner","value":"me"}]}""", "pass")]
    [InlineData("awscc_s3_bucket", """{"tags":null}""", "fail tags.owner got not set")]
    [InlineData("azuread_application", """{"tags":null}""", "pass")] // a set of words
    [InlineData("datadog_monitor", """{"tags":null}""", "pass")] // nothing is known of its tags
    public void A_required_tag_is_looked_for_where_the_type_keeps_its_tags(string type, string after, string told) =>
        Judged.With(Judged.Tags("owner", ["me"])).Findings(Judged.Create(type, after)).Told().Should().Be(told);

    [Theory]
    [InlineData("""{"default_tags":[{"tags":{"constant_value":{"owner":"me"}}}]}""", "pass")]
    [InlineData("""{"default_tags":[{"tags":{"constant_value":{"env":"a"}}}]}""", "fail tags.owner got not set")]
    [InlineData(
        """{"default_tags":[{"tags":{"references":["local.tags"]}}]}""", "unknown tags.owner got (known after apply)")]
    // merge(var.tags, …) refers to the same
    [InlineData(
        """{"default_tags":[{"tags":{"references":["var.tags"]}}]}""", "unknown tags.owner got (known after apply)")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"}}""", "fail tags.owner got not set")]
    public void Defaults_of_the_provider_count_below_the_resources_own_while_all_tags_are_unknown(
        string expressions, string told)
    {
        var plan = Given.Plan(Judged.Create("aws_vpc", $$"""{"tags":{"env":{{U}}},"tags_all":{{U}}}"""))
            .Configured("aws", [Judged.Provider("aws", expressions)]);

        Judged.With(Judged.Tags("owner", ["me"])).Findings(plan).Told().Should().Be(told);
    }

    [Theory]
    [InlineData(TagSource.Effective, "pass")]
    [InlineData(TagSource.Provider, "pass")]
    [InlineData(TagSource.Resource, "fail tags.owner got not set")]
    public void A_rule_may_ask_where_a_tag_comes_from(TagSource source, string told)
    {
        var plan = Given.Plan(Judged.Create("aws_vpc", """{"tags":null,"tags_all":{"owner":"me"}}"""))
            .Configured(
                "aws", [Judged.Provider("aws", """{"default_tags":[{"tags":{"constant_value":{"owner":"me"}}}]}""")]);

        Judged.With(Judged.Tags("owner", source: source)).Findings(plan).Told().Should().Be(told);
    }

    [Fact]
    public void Default_labels_of_Google_count_too()
    {
        var plan = Given.Plan(Judged.Create("google_storage_bucket", $$"""{"labels":null,"terraform_labels":{{U}}}"""))
            .Configured(
                "google", [Judged.Provider("google", """{"default_labels":{"constant_value":{"owner":"me"}}}""")]);

        Judged.With(Judged.Tags("owner", ["me"])).Findings(plan).Told().Should().Be("pass");
    }

    [Fact]
    public void Excepted_types_need_no_tags()
    {
        var context = Judged.With(Judged.Tags("owner", except: ["aws_iam_*", "azurerm_*!azurerm_resource_group"]));
        string[] types = ["aws_iam_role", "aws_vpc", "azurerm_lb", "azurerm_resource_group"];

        var findings = context.Findings([.. types.Select(type => Judged.Create(type, """{"tags":null}"""))]);

        findings.Select(finding => finding.Address?.Text).Should().Equal("aws_vpc.a", "azurerm_resource_group.a");
    }

    [Fact]
    public void A_missing_tag_comes_with_the_line_that_adds_it()
    {
        var rule = new RuleKind.Tags(
            new Dictionary<string, TagRequirement>
            {
                ["env"] = new(Judged.Any("${env}"), null),
                ["owner"] = new(Judged.Any("*@acme.com"), "your mail"),
                ["cost center"] = new(Judged.Any("1001", "1002"), null),
            },
            Judged.Types(),
            TagSource.Effective);

        var findings = Judged.With(rule).Findings(Judged.Create("aws_vpc", """{"tags":null}"""));

        findings.Select(finding => (finding.Attribute, finding.Fix)).Should().Equal(
            ("tags.env", "tags = { \"env\" = \"prod\" }"),
            ("tags.owner", "Add \"owner\" to tags: \"*@acme.com\" (your mail)"),
            ("tags[\"cost center\"]", "tags = { \"cost center\" = \"1001\" }"));
    }
}
