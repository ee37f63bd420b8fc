using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class RegionTests
{
    private const string U = Given.Unknown;

    private static readonly PolicyContext Context = Judged.With(
        new RuleKind.Regions(new Dictionary<string, ValueMatcher>
        {
            ["aws"] = Judged.Any("eu-west-1", "eu-central-1"),
            ["google"] = Judged.Any("europe-*", "EU"),
            ["azurerm"] = Judged.Any("West Europe"),
        }));

    [Theory]
    [InlineData("aws_vpc", """{"region":"eu-west-1"}""", "pass")] // step 1
    [InlineData("aws_vpc", """{"region":"us-east-1"}""", "fail region got \"us-east-1\"")]
    // it decides and hides
    [InlineData("aws_vpc", $$"""{"region":{{U}},"arn":"arn:aws:ec2:eu-west-1:1:vpc/a"}""",
        "unknown region got (known after apply)")]
    [InlineData(
        "aws_vpc", $$"""{"region":{{Given.Masked}}}""", "unknown region got (masked: equals a sensitive value)")]
    // computed by old providers
    [InlineData(
        "aws_s3_bucket", $$"""{"region":{{U}},"arn":"arn:aws:s3:us-west-2:1:a"}""", "fail arn got \"us-west-2\"")]
    [InlineData(
        "aws_s3_bucket", $$"""{"region":{{U}},"bucket_region":{{U}}}""", "unknown region got (known after apply)")]
    [InlineData("azurerm_resource_group", """{"location":"West Europe"}""", "pass")] // step 2
    [InlineData("azurerm_resource_group", """{"location":"westeurope"}""", "pass")]
    [InlineData("azurerm_resource_group", """{"location":"East US"}""", "fail location got \"eastus\"")]
    [InlineData("azurerm_resource_group", $$"""{"location":{{U}}}""", "unknown location got (known after apply)")]
    [InlineData("azurerm_subnet", """{"name":"a"}""", "pass")] // is where its network is
    [InlineData("google_storage_bucket", """{"location":"EU"}""", "pass")]
    [InlineData("google_container_cluster", """{"location":"europe-west1-b"}""", "pass")] // a zone of its region
    [InlineData("google_container_cluster", """{"location":"us-east1-b"}""", "fail location got \"us-east1\"")]
    [InlineData("google_compute_instance", """{"zone":"us-east1-b"}""", "fail zone got \"us-east1\"")] // step 3
    [InlineData("google_compute_instance", """{"zone":"https://example.test/zones/europe-west1-b"}""", "pass")]
    [InlineData("google_compute_instance", $$"""{"zone":{{U}}}""", "unknown zone got (known after apply)")]
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a"}""", "fail availability_zone got \"us-east-1\"")]
    [InlineData("aws_subnet", """{"availability_zone":"eu-west-1c"}""", "pass")]
    // a local zone
    [InlineData(
        "aws_subnet", """{"availability_zone":"us-west-2-lax-1a"}""", "fail availability_zone got \"us-west-2\"")]
    [InlineData("aws_vpc", """{"arn":"arn:aws:ec2:us-east-1:1:vpc/a"}""", "fail arn got \"us-east-1\"")] // step 4
    // no region in it, and nothing else
    [InlineData("aws_vpc", """{"arn":"arn:aws:s3:::a"}""", "unknown got (known after apply)")]
    // step 5
    [InlineData("google_compute_address",
        """{"region":null,"self_link":"https://example.test/projects/p/regions/us-east1/addresses/a"}""",
        "fail self_link got \"us-east1\"")]
    [InlineData("google_compute_disk", """{"zone":null,"id":"projects/p/zones/europe-west1-b/disks/a"}""", "pass")]
    [InlineData("google_pubsub_topic", """{"name":"a"}""", "pass")] // has no region
    // nor would it while that is unknown
    [InlineData("google_compute_network",
        """{"self_link":"https://example.test/projects/p/locations/us-east1/networks/a"}""", "pass")]
    // where its ring is
    [InlineData("google_kms_crypto_key", """{"key_ring":"projects/p/locations/us-east1/keyRings/a"}""",
        "fail key_ring got \"us-east1\"")]
    [InlineData("google_kms_crypto_key",
        $$"""{"key_ring":{{U}},"id":"projects/p/locations/us-east1/keyRings/a/cryptoKeys/a"}""",
        "unknown key_ring got (known after apply)")]
    [InlineData("google_kms_crypto_key", """{"key_ring":"a"}""", "pass")]
    // one of them is wrong
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a","arn":"arn:aws:ec2:eu-west-1:1:instance/a"}""",
        "unknown availability_zone got \"us-east-1\", while the ARN says \"eu-west-1\"")]
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a","arn":"arn:aws:ec2:us-east-1:1:instance/a"}""",
        "fail availability_zone got \"us-east-1\"")]
    [InlineData("google_compute_address", """{"region":null}""", "unknown got (known after apply)")]
    [InlineData("aws_iam_role", """{"region":"us-east-1"}""", "pass")] // global services
    [InlineData("aws_route53_record", """{"name":"a"}""", "pass")]
    [InlineData("aws_route53_resolver_endpoint", """{"region":"us-east-1"}""", "fail region got \"us-east-1\"")]
    [InlineData("aws_cloudfront_distribution", "{}", "pass")]
    [InlineData("aws_wafv2_web_acl", """{"scope":"CLOUDFRONT","region":"us-east-1"}""", "pass")]
    [InlineData("aws_wafv2_web_acl", """{"scope":"REGIONAL","region":"us-east-1"}""", "fail region got \"us-east-1\"")]
    [InlineData("google_project_iam_member", """{"location":"us"}""", "pass")]
    [InlineData("azurerm_monitor_action_group", """{"location":"global"}""", "pass")] // a service without a region
    [InlineData("azurerm_cdn_profile", """{"location":"Global"}""", "pass")]
    // it could be elsewhere
    [InlineData("google_kms_key_ring", """{"location":"global"}""", "fail location got \"global\"")]
    // Azure by another provider
    [InlineData("azapi_resource", """{"type":"Microsoft.App/containerApps@2024-03-01","location":"eastus"}""",
        "fail location got \"eastus\"")]
    [InlineData("azapi_resource", """{"type":"Microsoft.Cdn/profiles@2024-02-01","location":"global"}""", "pass")]
    [InlineData("awscc_ec2_vpc", """{"arn":"arn:aws:ec2:us-east-1:1:vpc/a"}""", "fail arn got \"us-east-1\"")]
    [InlineData("azurerm_cosmosdb_account",
        """{"location":"westeurope","geo_location":[{"location":"West Europe"},{"location":"eastus"}]}""",
        "fail geo_location[1].location got \"eastus\"")]
    // told once
    [InlineData("azurerm_cosmosdb_account", """{"location":"eastus","geo_location":[{"location":"eastus"}]}""",
        "fail location got \"eastus\"")]
    [InlineData("azurerm_cosmosdb_account", $$"""{"location":"westeurope","geo_location":[{"location":{{U}}}]}""",
        "unknown geo_location[0].location got (known after apply)")]
    [InlineData("azurerm_cosmosdb_account", $$"""{"location":"westeurope","geo_location":{{U}}}""",
        "unknown geo_location got (known after apply)")]
    [InlineData("azurerm_container_registry", """{"location":"westeurope","georeplications":[]}""", "pass")]
    [InlineData("azurerm_container_registry", """{"location":"westeurope","georeplications":[{"location":"eastus"}]}""",
        "fail georeplications[0].location got \"eastus\"")]
    [InlineData("aws_dynamodb_table",
        """{"region":"eu-west-1","replica":[{"region_name":"eu-central-1"},{"region_name":"us-east-1"}]}""",
        "fail replica[1].region_name got \"us-east-1\"")]
    [InlineData("aws_secretsmanager_secret", """{"region":"eu-west-1","replica":[{"region":"us-east-1"}]}""",
        "fail replica[0].region got \"us-east-1\"")]
    [InlineData("google_secret_manager_secret",
        """{"replication":[{"user_managed":[{"replicas":[{"location":"us-east1"}]}]}]}""",
        "fail replication[0].user_managed[0].replicas[0].location got \"us-east1\"")]
    [InlineData("google_bigtable_instance", """{"cluster":[{"zone":"europe-west1-b"},{"zone":"us-east1-b"}]}""",
        "fail cluster[1].zone got \"us-east1\"")]
    [InlineData("google_compute_snapshot", $$"""{"storage_locations":{{U}}}""", "pass")] // filled in by the provider
    [InlineData("google_compute_snapshot", """{"storage_locations":["us"]}""", "fail storage_locations[0] got \"us\"")]
    [InlineData("alicloud_vpc", """{"region":"cn-hangzhou"}""", "pass")] // a provider the rule does not name
    public void The_region_is_found_step_by_step(string type, string after, string told) =>
        Context.Findings(Judged.Create(type, after)).Told().Should().Be(told);

    [Theory]
    [InlineData("""{"region":{"constant_value":"us-east-1"}}""", "fail got \"us-east-1\"")]
    [InlineData("""{"region":{"references":["var.region"]}}""", "fail got \"us-west-2\"")]
    [InlineData("""{"region":{"references":["var.where.main","var.where"]}}""", "pass")]
    // "${var.stem}-1" refers to the same
    [InlineData("""{"region":{"references":["var.stem"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["var.region","var.stem"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["local.region"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["var.secret"]}}""", "unknown got (sensitive)")]
    [InlineData("""{"region":{"references":["var.none"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{}}""", "unknown got (known after apply)")]
    [InlineData("""{"profile":{"constant_value":"a"}}""", "fail got \"sa-east-1\"")] // step 7: the job's default
    public void An_object_without_a_region_of_its_own_is_where_its_provider_is(string expressions, string told)
    {
        var plan = Given.Plan(Judged.Create("aws_vpc", $$"""{"arn":{{U}},"availability_zone":{{U}}}"""))
            .Configured("aws", [Judged.Provider("aws", expressions)]) with
        {
            Variables = new Dictionary<string, RedactedJson>
            {
                ["region"] = Given.Json("\"us-west-2\""),
                ["stem"] = Given.Json("\"eu-west\""),
                ["where"] = Given.Json("""{"main":"eu-west-1"}"""),
                ["secret"] = Given.Json(Given.Sensitive),
            },
        };

        (Context with { DefaultRegion = "sa-east-1" }).Findings(plan).Told().Should().Be(told);
    }

    [Theory]
    // through both calls
    [InlineData("module.a.module.b:aws", """{"region":{"references":["var.r"]}}""", "fail got \"us-west-2\"")]
    // as older Terraform names it
    [InlineData("b:aws", """{"region":{"references":["var.r"]}}""", "fail got \"us-west-2\"")]
    [InlineData("module.a.module.b:aws", "null", "fail got \"us-east-1\"")] // inherited from the root
    [InlineData("b:aws.none", "null", "unknown got (known after apply)")] // an alias that nobody configures
    public void A_modules_provider_is_resolved_through_what_its_callers_pass(
        string key, string expressions, string told)
    {
        var plan = Given.Plan(Judged.Create("aws_vpc", "{}", "module.a[\"x\"].module.b.aws_vpc.a")).Configured(
            key,
            [Judged.Provider("module.a.module.b:aws", expressions, "module.a.module.b"),
                Judged.Provider("aws", """{"region":{"constant_value":"us-east-1"}}""")],
            new ModuleCall("module.a", "./a", null, Given.Json("""{"region":{"references":["var.region"]}}""")),
            new ModuleCall(
                "module.a.module.b", "./b", null, Given.Json("""{"r":{"references":["var.region"]}}"""))) with
        {
            Variables = new Dictionary<string, RedactedJson> { ["region"] = Given.Json("\"us-west-2\"") },
        };

        Context.Findings(plan).Told().Should().Be(told);
    }
}
