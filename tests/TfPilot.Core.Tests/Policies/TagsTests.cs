using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class TagsTests
{
    private const string U = Given.Unknown;

    [Theory]
    [InlineData("aws_vpc", """{"tags":{"owner":"me"},"tags_all":{"owner":"me"}}""", "pass")]
    [InlineData("aws_vpc", """{"tags":null,"tags_all":{"owner":"me"}}""", "pass")] // a default of the provider
    // contradictory values
    [InlineData("aws_vpc", """{"tags":{"owner":"me"},"tags_all":{}}""",
        "unknown tags.owner got not set in tags_all, while tags says \"me\"")]
    // tags_all has the effective values
    [InlineData("aws_vpc", """{"tags":null,"tags_all":{"env":"a"}}""", "fail tags.owner got not set")]
    [InlineData("aws_vpc", """{"tags":null,"tags_all":null}""", "fail tags.owner got not set")]
    [InlineData("aws_vpc", """{"tags":{"owner":null},"tags_all":null}""", "fail tags.owner got not set")]
    // an empty value counts as missing
    [InlineData("aws_vpc", """{"tags":{"owner":""},"tags_all":null}""", "fail tags.owner got \"\"")]
    [InlineData(
        "aws_vpc", """{"tags":{"Owner":"me"},"tags_all":null}""", "fail tags.owner got not set (there is \"Owner\")")]
    [InlineData("aws_vpc", """{"tags":{"owner":"you"},"tags_all":null}""", "fail tags.owner got \"you\"")]
    [InlineData(
        "aws_vpc", $$"""{"tags":{"owner":{{U}}},"tags_all":{{U}}}""", "unknown tags.owner got (known after apply)")]
    // tags of the resource take precedence over default tags
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
    // a list of words, unlike Azure's tags
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
    public void A_required_tag_is_read_from_the_tag_attribute_of_the_type(string type, string after, string expected) =>
        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(PolicyData.Create(type, after)).Describe()
            .Should().Be(expected);

    [Theory]
    [InlineData("google_container_cluster", """{"resource_labels":{"owner":"you"}}""",
        "fail resource_labels.owner got \"you\"")]
    [InlineData("google_container_cluster", $$"""{"resource_labels":{"owner":"me"},"terraform_labels":{{U}}}""",
        "pass")]
    [InlineData("google_cloud_run_service", """{"metadata":[{"labels":null}]}""",
        "fail metadata.labels.owner got not set")]
    [InlineData("google_monitoring_notification_channel",
        """{"labels":{"owner":"me"},"user_labels":{"owner":"you"}}""", "fail user_labels.owner got \"you\"")]
    [InlineData("oci_core_instance", """{"freeform_tags":{"owner":"me"},"defined_tags":null}""", "pass")]
    [InlineData("oci_core_instance", """{"freeform_tags":null,"defined_tags":{"Operations.owner":"me"}}""", "pass")]
    [InlineData("oci_core_instance", """{"freeform_tags":{},"defined_tags":{"Operations.owner":"you"}}""",
        "fail freeform_tags.owner got \"you\"")]
    [InlineData("oci_core_instance", """{"freeform_tags":{"env":"a"},"defined_tags":{}}""",
        "fail freeform_tags.owner got not set")]
    // default tags of the compartment may add it
    [InlineData("oci_core_instance", $$"""{"freeform_tags":{"env":"a"},"defined_tags":{{U}}}""",
        "unknown freeform_tags.owner got (known after apply)")]
    [InlineData("ibm_is_vpc", """{"tags":["env:prod","owner:me"]}""", "pass")]
    [InlineData("ibm_is_vpc", """{"tags":["owner"]}""", "fail tags.owner got \"\"")]
    [InlineData("ibm_is_vpc", """{"tags":[]}""", "fail tags.owner got not set")]
    [InlineData("ibm_is_vpc", $$"""{"tags":["env:prod",{{U}}]}""", "unknown tags.owner got (known after apply)")]
    [InlineData("alicloud_vpc", """{"tags":{"owner":"you"}}""", "fail tags.owner got \"you\"")]
    [InlineData("hcloud_server", """{"labels":{"owner":"me"}}""", "pass")]
    [InlineData("digitalocean_droplet", """{"tags":["owner:me"]}""", "pass")] // words without values
    [InlineData("openstack_compute_instance_v2", """{"tags":["web"]}""", "pass")]
    [InlineData("awscc_ssm_parameter", """{"tags":{"owner":"you"}}""", "fail tags.owner got \"you\"")]
    [InlineData("awscc_route53_hosted_zone", """{"hosted_zone_tags":[{"key":"owner","value":"me"}]}""", "pass")]
    [InlineData("awscc_route53_hosted_zone", """{"hosted_zone_tags":[]}""",
        "fail hosted_zone_tags.owner got not set")]
    [InlineData("aws_autoscaling_group", """{"tag":[],"tags":[{"key":"owner","value":"me"}]}""", "pass")]
    [InlineData("azapi_resource",
        """{"type":"Microsoft.App/containerApps@2024-03-01","tags":null,"body":{"tags":{"owner":"me"}}}""", "pass")]
    [InlineData("azapi_update_resource",
        """{"type":"Microsoft.App/containerApps@2024-03-01","body":{"properties":{}}}""", "pass")]
    [InlineData("azurerm_sentinel_threat_intelligence_indicator", """{"tags":null}""", "pass")] // words
    [InlineData("azurerm_other", """{"tags":"eu,secret"}""", "pass")] // a text
    public void Each_provider_has_its_own_tag_attributes(string type, string after, string expected) =>
        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(PolicyData.Create(type, after)).Describe()
            .Should().Be(expected);

    [Theory]
    [InlineData("aws_thing", "tags")]
    [InlineData("azurerm_thing", "tags")]
    [InlineData("azapi_resource", "tags")]
    [InlineData("google_thing", "labels")]
    [InlineData("google_thing", "resource_labels")]
    [InlineData("oci_thing", "freeform_tags")]
    [InlineData("alicloud_thing", "tags")]
    [InlineData("hcloud_thing", "labels")]
    [InlineData("digitalocean_droplet", "tags")]
    [InlineData("openstack_compute_instance_v2", "tags")]
    public void Tags_that_are_not_a_map_are_no_tags(string type, string attribute)
    {
        string[] values = ["""["owner"]""", "\"owner\"", "7", "true", "[]"];

        var findings = PolicyData.With(PolicyData.Tags("owner")).Findings([.. values.Select(value => PolicyData.Create(
            type, $$"""{"{{attribute}}":{{value}},"type":"Microsoft.App/containerApps@2024-03-01"}"""))]);

        findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("null", "fail got not set")]
    [InlineData("{}", "fail got not set")]
    [InlineData("""{"owner":null}""", "fail got not set")]
    [InlineData(U, "unknown got (known after apply)")]
    [InlineData(Given.Sensitive, "unknown got (sensitive)")]
    [InlineData(Given.Masked, "unknown got (masked: equals a sensitive value)")]
    public void Tags_that_are_null_or_hidden_are_missing_or_unknown_for_each_provider(string value, string expected)
    {
        string[] attributes =
        [
            "aws_vpc tags", "awscc_s3_bucket tags", "azurerm_resource_group tags", "google_storage_bucket labels",
            "google_container_cluster resource_labels", "oci_core_vcn freeform_tags", "ibm_is_vpc tags",
            "alicloud_vpc tags", "hcloud_server labels", "azapi_resource tags",
        ];

        foreach (var name in attributes.Select(attribute => attribute.Split(' ')))
        {
            var findings = PolicyData.With(PolicyData.Tags("owner")).Findings(PolicyData.Create(
                name[0], $$"""{"{{name[1]}}":{{value}},"type":"Microsoft.App/containerApps@2024-03-01"}"""));

            findings.Describe().Should()
                .Be(expected.Replace(" got", $" {name[1]}.owner got", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("var.tags", "pass")]
    [InlineData("var.others", "fail tags.owner got \"you\"")]
    // merge(var.none, …) may add it
    [InlineData("var.none", "unknown tags.owner got (known after apply)")]
    // the value of one tag, in an object
    [InlineData("var.owner", "unknown tags.owner got (known after apply)")]
    [InlineData("var.missing", "unknown tags.owner got (known after apply)")]
    [InlineData("var.secret", "unknown tags.owner got (known after apply)")]
    [InlineData("var.unset", "unknown tags.owner got (known after apply)")] // coalesce(var.unset, …) may add it
    [InlineData("var.words", "unknown tags.owner got (known after apply)")]
    public void Default_tags_may_come_from_a_variable(string reference, string expected)
    {
        var plan = Given.Plan(PolicyData.Create("aws_vpc", $$"""{"tags":{"env":{{U}}},"tags_all":{{U}}}"""))
            .Configured("aws",
                [PolicyData.Provider(
                    "aws", $$"""{"default_tags":[{"tags":{"references":["{{reference}}"]} }]}""")]) with
        {
            Variables = new Dictionary<string, RedactedJson>
            {
                ["tags"] = Given.Json("""{"owner":"me"}"""),
                ["others"] = Given.Json("""{"owner":"you"}"""),
                ["none"] = Given.Json("""{"env":"a"}"""),
                ["owner"] = Given.Json("\"me\""),
                ["secret"] = Given.Json(Given.Sensitive),
                ["unset"] = Given.Json("null"),
                ["words"] = Given.Json("""["owner"]"""),
            },
        };

        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(plan).Describe().Should().Be(expected);
    }

    [Theory]
    [InlineData("aws_vpc", "tags", "tags_all", """{"default_tags":[{"tags":{"references":["var.tags"]}}]}""")]
    [InlineData("google_storage_bucket", "labels", "terraform_labels",
        """{"default_labels":{"references":["var.tags"]}}""")]
    public void Default_tags_of_a_module_may_come_from_its_inputs(
        string type, string own, string all, string expressions)
    {
        var provider = type.Split('_')[0];
        var plan = Given.Plan(PolicyData.Create(
                type, $$"""{"{{own}}":null,"{{all}}":{{U}}}""", $"module.a.{type}.a")).Configured(
            $"module.a:{provider}", [PolicyData.Provider($"module.a:{provider}", expressions, "module.a")],
            new ModuleCall("module.a", "./a", null, Given.Json("""{"tags":{"references":["var.common"]}}"""))) with
        {
            Variables = new Dictionary<string, RedactedJson> { ["common"] = Given.Json("""{"owner":"you"}""") },
        };

        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(plan).Describe().Should()
            .Be($"fail {own}.owner got \"you\"");
    }

    [Theory]
    [InlineData("""{"default_tags":[{"tags":{"constant_value":{"owner":"me"}}}]}""", "pass")]
    [InlineData("""{"default_tags":[{"tags":{"constant_value":{"env":"a"}}}]}""", "fail tags.owner got not set")]
    [InlineData(
        """{"default_tags":[{"tags":{"references":["local.tags"]}}]}""", "unknown tags.owner got (known after apply)")]
    // merge(var.tags, …) references the same
    [InlineData(
        """{"default_tags":[{"tags":{"references":["var.tags"]}}]}""", "unknown tags.owner got (known after apply)")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"}}""", "fail tags.owner got not set")]
    public void Provider_default_tags_apply_below_resource_tags_while_all_tags_are_unknown(
        string expressions, string expected)
    {
        var plan = Given.Plan(PolicyData.Create("aws_vpc", $$"""{"tags":{"env":{{U}}},"tags_all":{{U}}}"""))
            .Configured("aws", [PolicyData.Provider("aws", expressions)]);

        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(plan).Describe().Should().Be(expected);
    }

    [Theory]
    [InlineData(TagSource.Effective, "pass")]
    [InlineData(TagSource.Provider, "pass")]
    [InlineData(TagSource.Resource, "fail tags.owner got not set")]
    public void A_rule_may_restrict_the_source_of_a_tag(TagSource source, string expected)
    {
        var plan = Given.Plan(PolicyData.Create("aws_vpc", """{"tags":null,"tags_all":{"owner":"me"}}"""))
            .Configured(
                "aws",
                [PolicyData.Provider("aws", """{"default_tags":[{"tags":{"constant_value":{"owner":"me"}}}]}""")]);

        PolicyData.With(PolicyData.Tags("owner", source: source)).Findings(plan).Describe().Should().Be(expected);
    }

    [Fact]
    public void Default_tags_of_azapi_are_in_the_plan_and_in_the_configuration()
    {
        var after = """{"type":"Microsoft.App/containerApps@2024-03-01","tags":{"owner":"me"}}""";
        var plan = Given.Plan(PolicyData.Create("azapi_resource", after)).Configured(
            "azapi", [PolicyData.Provider("azapi", """{"default_tags":{"constant_value":{"env":"a"}}}""")]);

        PolicyData.With(PolicyData.Tags("owner")).Findings(plan).Describe().Should().Be("pass");
        PolicyData.With(PolicyData.Tags("owner", source: TagSource.Provider)).Findings(plan).Describe().Should()
            .Be("fail tags.owner got not set");
    }

    [Fact]
    public void Google_default_labels_count_too()
    {
        var plan =
            Given.Plan(PolicyData.Create("google_storage_bucket", $$"""{"labels":null,"terraform_labels":{{U}}}"""))
            .Configured(
                "google", [PolicyData.Provider("google", """{"default_labels":{"constant_value":{"owner":"me"}}}""")]);

        PolicyData.With(PolicyData.Tags("owner", ["me"])).Findings(plan).Describe().Should().Be("pass");
    }

    [Fact]
    public void Excepted_types_need_no_tags()
    {
        var context =
            PolicyData.With(PolicyData.Tags("owner", except: ["aws_iam_*", "azurerm_*!azurerm_resource_group"]));
        string[] types = ["aws_iam_role", "aws_vpc", "azurerm_lb", "azurerm_resource_group"];

        var findings = context.Findings([.. types.Select(type => PolicyData.Create(type, """{"tags":null}"""))]);

        findings.Select(finding => finding.Address?.Text).Should().Equal("aws_vpc.a", "azurerm_resource_group.a");
    }

    [Fact]
    public void A_missing_tag_is_reported_with_the_line_that_adds_it()
    {
        var rule = new RuleKind.Tags(
            new Dictionary<string, TagRequirement>
            {
                ["env"] = new(PolicyData.Any("${env}"), null),
                ["owner"] = new(PolicyData.Any("*@acme.com"), "your mail"),
                ["cost center"] = new(PolicyData.Any("1001", "1002"), null),
            },
            PolicyData.Types(),
            TagSource.Effective);

        var findings = PolicyData.With(rule).Findings(PolicyData.Create("aws_vpc", """{"tags":null}"""));

        findings.Select(finding => (finding.Attribute, finding.Fix)).Should().Equal(
            ("tags.env", "tags = { \"env\" = \"prod\" }"),
            ("tags.owner", "Add \"owner\" to tags: \"*@acme.com\" (your mail)"),
            ("tags[\"cost center\"]", "tags = { \"cost center\" = \"1001\" }"));
    }
}
