using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class RegionTests
{
    private const string U = Given.Unknown;

    private static readonly PolicyContext Context = PolicyData.With(
        new RuleKind.Regions(new Dictionary<string, ValueMatcher>
        {
            ["aws"] = PolicyData.Any("eu-west-1", "eu-central-1"),
            ["google"] = PolicyData.Any("europe-*", "EU"),
            ["azurerm"] = PolicyData.Any("West Europe"),
            ["oci"] = PolicyData.Any("eu-frankfurt-1"),
            ["ibm"] = PolicyData.Any("eu-de", "eu"),
            ["hcloud"] = PolicyData.Any("fsn1"),
            ["digitalocean"] = PolicyData.Any("fra1"),
        }));

    [Theory]
    [InlineData("aws_vpc", """{"region":"eu-west-1"}""", "pass")] // step 1
    [InlineData("aws_vpc", """{"region":"us-east-1"}""", "fail region got \"us-east-1\"")]
    // region has precedence, even if it is unknown
    [InlineData("aws_vpc", $$"""{"region":{{U}},"arn":"arn:aws:ec2:eu-west-1:1:vpc/a"}""",
        "unknown region got (known after apply)")]
    [InlineData(
        "aws_vpc", $$"""{"region":{{Given.Masked}}}""", "unknown region got (masked: equals a sensitive value)")]
    // computed by old versions of the provider
    [InlineData(
        "aws_s3_bucket", $$"""{"region":{{U}},"arn":"arn:aws:s3:us-west-2:1:a"}""", "fail arn got \"us-west-2\"")]
    [InlineData(
        "aws_s3_bucket", $$"""{"region":{{U}},"bucket_region":{{U}}}""", "unknown region got (known after apply)")]
    [InlineData("azurerm_resource_group", """{"location":"West Europe"}""", "pass")] // step 2
    [InlineData("azurerm_resource_group", """{"location":"westeurope"}""", "pass")]
    [InlineData("azurerm_resource_group", """{"location":"East US"}""", "fail location got \"East US\"")]
    [InlineData("azurerm_resource_group", $$"""{"location":{{U}}}""", "unknown location got (known after apply)")]
    [InlineData("azurerm_subnet", """{"name":"a"}""", "pass")] // is where its network is
    [InlineData("google_storage_bucket", """{"location":"EU"}""", "pass")]
    [InlineData("google_container_cluster", """{"location":"europe-west1-b"}""", "pass")] // a zone of its region
    [InlineData("google_container_cluster", """{"location":"us-east1-b"}""",
        "fail location got \"us-east1-b\" (region us-east1)")]
    // step 3
    [InlineData("google_compute_instance", """{"zone":"us-east1-b"}""",
        "fail zone got \"us-east1-b\" (region us-east1)")]
    [InlineData("google_compute_instance", """{"zone":"https://example.test/zones/europe-west1-b"}""", "pass")]
    [InlineData("google_compute_instance", $$"""{"zone":{{U}}}""", "unknown zone got (known after apply)")]
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a"}""",
        "fail availability_zone got \"us-east-1a\" (region us-east-1)")]
    [InlineData("aws_subnet", """{"availability_zone":"eu-west-1c"}""", "pass")]
    // a local zone
    [InlineData(
        "aws_subnet", """{"availability_zone":"us-west-2-lax-1a"}""",
        "fail availability_zone got \"us-west-2-lax-1a\" (region us-west-2)")]
    [InlineData("aws_vpc", """{"arn":"arn:aws:ec2:us-east-1:1:vpc/a"}""", "fail arn got \"us-east-1\"")] // step 4
    // no region in it, and no other source
    [InlineData("aws_vpc", """{"arn":"arn:aws:s3:::a"}""", "unknown got (known after apply)")]
    // step 5
    [InlineData("google_compute_address",
        """{"region":null,"self_link":"https://example.test/projects/p/regions/us-east1/addresses/a"}""",
        "fail self_link got \"us-east1\"")]
    [InlineData("google_compute_disk", """{"zone":null,"id":"projects/p/zones/europe-west1-b/disks/a"}""", "pass")]
    [InlineData("google_pubsub_topic", """{"name":"a"}""", "pass")] // has no region
    // has no region either, even while its self_link is unknown
    [InlineData("google_compute_network",
        """{"self_link":"https://example.test/projects/p/locations/us-east1/networks/a"}""", "pass")]
    // the region of its key ring
    [InlineData("google_kms_crypto_key", """{"key_ring":"projects/p/locations/us-east1/keyRings/a"}""",
        "fail key_ring got \"us-east1\"")]
    [InlineData("google_kms_crypto_key",
        $$"""{"key_ring":{{U}},"id":"projects/p/locations/us-east1/keyRings/a/cryptoKeys/a"}""",
        "unknown key_ring got (known after apply)")]
    [InlineData("google_kms_crypto_key", """{"key_ring":"a"}""", "pass")]
    // one of the values is wrong
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a","arn":"arn:aws:ec2:eu-west-1:1:instance/a"}""",
        "unknown availability_zone got \"us-east-1a\" (region us-east-1), while the ARN says \"eu-west-1\"")]
    [InlineData("aws_instance", """{"availability_zone":"us-east-1a","arn":"arn:aws:ec2:us-east-1:1:instance/a"}""",
        "fail availability_zone got \"us-east-1a\" (region us-east-1)")]
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
    // the resource can also be regional
    [InlineData("google_kms_key_ring", """{"location":"global"}""", "fail location got \"global\"")]
    // an Azure resource of another provider
    [InlineData("azapi_resource", """{"type":"Microsoft.App/containerApps@2024-03-01","location":"eastus"}""",
        "fail location got \"eastus\"")]
    [InlineData("azapi_resource", """{"type":"Microsoft.Cdn/profiles@2024-02-01","location":"global"}""", "pass")]
    [InlineData("awscc_ec2_vpc", """{"arn":"arn:aws:ec2:us-east-1:1:vpc/a"}""", "fail arn got \"us-east-1\"")]
    [InlineData("azurerm_cosmosdb_account",
        """{"location":"westeurope","geo_location":[{"location":"West Europe"},{"location":"eastus"}]}""",
        "fail geo_location[1].location got \"eastus\"")]
    // reported once
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
        "fail cluster[1].zone got \"us-east1-b\" (region us-east1)")]
    [InlineData("google_compute_snapshot", $$"""{"storage_locations":{{U}}}""", "pass")] // filled in by the provider
    [InlineData("google_compute_snapshot", """{"storage_locations":["us"]}""", "fail storage_locations[0] got \"us\"")]
    [InlineData("alicloud_vpc", """{"region":"cn-hangzhou"}""", "pass")] // a provider the rule does not name
    public void The_region_is_resolved_in_the_documented_order(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("aws_route53_traffic_policy")]
    [InlineData("aws_route53_cidr_location")]
    [InlineData("aws_route53recoverycontrolconfig_cluster")]
    [InlineData("aws_dx_gateway")]
    [InlineData("aws_s3_account_public_access_block")]
    [InlineData("aws_ram_sharing_with_organization")]
    [InlineData("aws_cloudfrontkeyvaluestore_key")]
    [InlineData("awscc_iam_role")]
    [InlineData("awscc_route53_hosted_zone")]
    [InlineData("awscc_cloudfront_distribution")]
    [InlineData("google_project_service")]
    [InlineData("oci_identity_policy")]
    [InlineData("ibm_iam_access_group")]
    [InlineData("azuread_group")]
    [InlineData("azurerm_role_assignment")]
    [InlineData("kubernetes_namespace")]
    public void Services_without_regions_pass(string type) =>
        Context.Findings(PolicyData.Create(type, $$"""{"id":{{U}},"name":"a"}""")).Should().BeEmpty();

    [Theory]
    [InlineData("azurerm_dns_zone", "pass")]
    [InlineData("google_certificate_manager_certificate", "pass")]
    [InlineData("google_gke_hub_membership", "pass")]
    [InlineData("ibm_resource_instance", "pass")]
    [InlineData("azapi_resource", "pass")]
    // the resource stores data and can also be regional
    [InlineData("google_logging_project_bucket_config", "fail location got \"Global\"")]
    [InlineData("google_discovery_engine_data_store", "fail location got \"Global\"")]
    public void The_location_global_is_a_region_only_for_relocatable_data(string type, string expected) =>
        Context.Findings(PolicyData.Create(type, """{"location":"Global"}""")).Describe().Should().Be(expected);

    [Theory]
    [InlineData("aws_backup_plan",
        """
        {"region":"eu-west-1","rule":[{"copy_action":[{"destination_vault_arn":"arn:aws:backup:us-east-1:1:v"}]}]}
        """,
        "fail rule[0].copy_action[0].destination_vault_arn got \"us-east-1\"")]
    [InlineData("aws_db_instance",
        """{"region":"eu-west-1","replicate_source_db":"arn:aws:rds:us-east-1:1:db:orders"}""",
        "fail replicate_source_db got \"us-east-1\"")]
    // in the same region, according to its name
    [InlineData("aws_db_instance", """{"region":"eu-west-1","replicate_source_db":null}""", "pass")]
    [InlineData("aws_redshift_cluster",
        """{"region":"eu-west-1","snapshot_copy":[{"destination_region":"us-east-1"}]}""",
        "fail snapshot_copy[0].destination_region got \"us-east-1\"")]
    [InlineData("aws_redshift_snapshot_copy", """{"region":"eu-west-1","destination_region":"us-east-1"}""",
        "fail destination_region got \"us-east-1\"")]
    [InlineData("aws_keyspaces_keyspace",
        """{"region":"eu-west-1","replication_specification":[{"region_list":["eu-west-1","us-east-1"]}]}""",
        "fail replication_specification[0].region_list[1] got \"us-east-1\"")]
    [InlineData("aws_ecr_replication_configuration",
        """{"region":"eu-west-1","replication_configuration":[{"rule":[{"destination":[{"region":"us-east-1"}]}]}]}""",
        "fail replication_configuration[0].rule[0].destination[0].region got \"us-east-1\"")]
    [InlineData("aws_efs_replication_configuration",
        """{"region":"eu-west-1","destination":[{"region":"eu-central-1"}]}""", "pass")]
    [InlineData("aws_dlm_lifecycle_policy",
        """
        {"region":"eu-west-1","policy_details":[{"schedule":[{"cross_region_copy_rule":[{"target":"us-east-1"}]}]}]}
        """,
        "fail policy_details[0].schedule[0].cross_region_copy_rule[0].target got \"us-east-1\"")]
    [InlineData("aws_something_new", """{"region":"eu-west-1","replica":[{"region":"us-east-1"}]}""",
        "fail replica[0].region got \"us-east-1\"")]
    [InlineData("awscc_dynamodb_global_table",
        """{"arn":"arn:aws:dynamodb:eu-west-1:1:table/a","replicas":[{"region":"us-east-1"}]}""",
        "fail replicas[0].region got \"us-east-1\"")]
    [InlineData("azurerm_api_management",
        """{"location":"westeurope","additional_location":[{"location":"East US"}]}""",
        "fail additional_location[0].location got \"East US\"")]
    [InlineData("azurerm_container_registry",
        """{"location":"westeurope","georeplication_locations":["eastus"]}""",
        "fail georeplication_locations[0] got \"eastus\"")]
    [InlineData("azurerm_shared_image_version",
        """{"location":"westeurope","target_region":[{"name":"westeurope"},{"name":"eastus"}]}""",
        "fail target_region[1].name got \"eastus\"")]
    [InlineData("azurerm_storage_account",
        """{"location":"westeurope","account_replication_type":"GRS","secondary_location":"northeurope"}""",
        "fail secondary_location got \"northeurope\"")]
    // the provider fills in the paired region
    [InlineData("azurerm_storage_account",
        $$"""{"location":"westeurope","account_replication_type":"RAGRS","secondary_location":{{U}}}""",
        "unknown secondary_location got (known after apply)")]
    [InlineData("azurerm_storage_account",
        $$"""{"location":"westeurope","account_replication_type":"LRS","secondary_location":{{U}}}""", "pass")]
    [InlineData("azurerm_mssql_failover_group", """{"partner_server":[{"id":"x","location":"eastus"}]}""",
        "fail partner_server[0].location got \"eastus\"")]
    [InlineData("azurerm_mssql_failover_group", $$"""{"partner_server":[{"id":"x","location":{{U}}}]}""", "pass")]
    [InlineData("azurerm_redis_linked_server", """{"linked_redis_cache_location":"eastus"}""",
        "fail linked_redis_cache_location got \"eastus\"")]
    [InlineData("azurerm_netapp_volume",
        """{"location":"westeurope","data_protection_replication":[{"remote_volume_location":"eastus"}]}""",
        "fail data_protection_replication[0].remote_volume_location got \"eastus\"")]
    [InlineData("azapi_resource",
        """{"location":"westeurope","body":{"properties":{"locations":[{"locationName":"East US"}]}}}""",
        "fail body.properties.locations[0].locationName got \"East US\"")]
    [InlineData("google_storage_bucket",
        """{"location":"EU","custom_placement_config":[{"data_locations":["EUROPE-WEST1","US-EAST1"]}]}""",
        "fail custom_placement_config[0].data_locations[1] got \"US-EAST1\"")]
    [InlineData("google_pubsub_topic",
        """{"message_storage_policy":[{"allowed_persistence_regions":["us-east1"]}]}""",
        "fail message_storage_policy[0].allowed_persistence_regions[0] got \"us-east1\"")]
    [InlineData("google_compute_disk_async_replication",
        """{"secondary_disk":[{"disk":"projects/p/zones/us-east1-b/disks/a"}]}""",
        "fail secondary_disk[0].disk got \"us-east1\"")]
    [InlineData("google_sql_database_instance",
        """{"region":"europe-west1","settings":[{"backup_configuration":[{"location":"us"}]}]}""",
        "fail settings[0].backup_configuration[0].location got \"us\"")]
    [InlineData("oci_objectstorage_replication_policy", """{"destination_region_name":"us-ashburn-1"}""",
        "unknown got (known after apply); fail destination_region_name got \"us-ashburn-1\"")]
    public void Replicas_and_backups_are_evaluated_like_the_primary_resource(
        string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("google_spanner_instance", """{"config":"regional-europe-west1"}""", "pass")]
    [InlineData("google_spanner_instance", """{"config":"projects/p/instanceConfigs/regional-us-east1"}""",
        "fail config got \"us-east1\"")]
    [InlineData("google_spanner_instance", """{"config":"nam3"}""", "fail config got \"nam3\"")]
    [InlineData("google_firestore_database", """{"location_id":"nam5"}""", "fail location_id got \"nam5\"")]
    [InlineData("google_bigquery_dataset", """{"location":"US"}""", "fail location got \"US\"")]
    [InlineData("azapi_resource", """{"location":null,"body":{"location":"East US"}}""",
        "fail body.location got \"East US\"")]
    [InlineData("oci_core_instance", """{"availability_domain":"kIdk:EU-FRANKFURT-1-AD-1"}""", "pass")]
    // old regions, by their short names
    [InlineData("oci_core_instance", """{"availability_domain":"kIdk:US-ASHBURN-AD-1"}""",
        "fail availability_domain got \"kIdk:US-ASHBURN-AD-1\" (region us-ashburn-1)")]
    [InlineData("oci_core_instance", """{"availability_domain":"Uocm:PHX-AD-1"}""",
        "fail availability_domain got \"Uocm:PHX-AD-1\" (region us-phoenix-1)")]
    [InlineData("oci_core_vcn", "{}", "unknown got (known after apply)")]
    [InlineData("ibm_is_subnet", """{"zone":"us-south-1"}""", "fail zone got \"us-south-1\" (region us-south)")]
    [InlineData("ibm_is_subnet", """{"zone":"eu-de-2"}""", "pass")]
    [InlineData("ibm_cos_bucket", """{"cross_region_location":"us","region_location":null}""",
        "fail cross_region_location got \"us\"")]
    [InlineData("ibm_cos_bucket", $$"""{"region_location":{{U}}}""",
        "unknown region_location got (known after apply)")]
    [InlineData("ibm_kms_key", """{"crn":"crn:v1:bluemix:public:kms:us-south:a/1:2:key:3"}""",
        "fail crn got \"us-south\"")]
    [InlineData("hcloud_server", """{"location":null,"datacenter":"ash-dc1"}""",
        "fail datacenter got \"ash-dc1\" (region ash)")]
    [InlineData("hcloud_server", $$"""{"location":{{U}},"datacenter":"fsn1-dc14"}""", "pass")]
    [InlineData("hcloud_server", $$"""{"location":{{U}}}""", "unknown location got (known after apply)")]
    [InlineData("digitalocean_droplet", """{"region":"nyc3"}""", "fail region got \"nyc3\"")]
    [InlineData("digitalocean_domain", """{"name":"a"}""", "pass")]
    public void Each_provider_has_its_own_location_attributes(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("cn-hangzhou-h", "cn-hangzhou")]
    [InlineData("ap-southeast-1a", "ap-southeast-1")]
    [InlineData("cn-beijing-MAZ1(a,b)", "cn-beijing")]
    [InlineData("cn-shanghai-finance-1a", "cn-shanghai-finance-1")]
    public void A_zone_of_Alibaba_Cloud_belongs_to_its_region(string zone, string region) =>
        PolicyData.With(PolicyData.Regions("alicloud", region))
            .Findings(PolicyData.Create("alicloud_vswitch", $$"""{"zone_id":"{{zone}}"}""")).Should().BeEmpty();

    [Fact]
    public void Resources_of_other_clouds_are_in_the_region_of_their_provider()
    {
        var plan = Given.Plan(PolicyData.Create("oci_core_vcn", """{"cidr_blocks":["10.0.0.0/16"]}"""))
            .Configured("oci", [PolicyData.Provider("oci", """{"region":{"references":["var.region"]}}""")]) with
        {
            Variables = new Dictionary<string, RedactedJson> { ["region"] = Given.Json("\"us-ashburn-1\"") },
        };

        Context.Findings(plan).Describe().Should().Be("fail got \"us-ashburn-1\"");
    }

    [Theory]
    [InlineData("""{"region":{"constant_value":"us-east-1"}}""", "fail got \"us-east-1\"")]
    [InlineData("""{"region":{"references":["var.region"]}}""", "fail got \"us-west-2\"")]
    [InlineData("""{"region":{"references":["var.where.main","var.where"]}}""", "pass")]
    // "${var.stem}-1" references the same
    [InlineData("""{"region":{"references":["var.stem"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["var.region","var.stem"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["local.region"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{"references":["var.secret"]}}""", "unknown got (sensitive)")]
    [InlineData("""{"region":{"references":["var.none"]}}""", "unknown got (known after apply)")]
    [InlineData("""{"region":{}}""", "unknown got (known after apply)")]
    [InlineData("""{"profile":{"constant_value":"a"}}""", "fail got \"sa-east-1\"")] // step 7: the job's default
    public void A_resource_without_its_own_region_is_in_the_region_of_its_provider(string expressions, string expected)
    {
        var plan = Given.Plan(PolicyData.Create("aws_vpc", $$"""{"arn":{{U}},"availability_zone":{{U}}}"""))
            .Configured("aws", [PolicyData.Provider("aws", expressions)]) with
        {
            Variables = new Dictionary<string, RedactedJson>
            {
                ["region"] = Given.Json("\"us-west-2\""),
                ["stem"] = Given.Json("\"eu-west\""),
                ["where"] = Given.Json("""{"main":"eu-west-1"}"""),
                ["secret"] = Given.Json(Given.Sensitive),
            },
        };

        (Context with { DefaultRegion = "sa-east-1" }).Findings(plan).Describe().Should().Be(expected);
    }

    [Theory]
    // through both module calls
    [InlineData("module.a.module.b:aws", """{"region":{"references":["var.r"]}}""", "fail got \"us-west-2\"")]
    // the address format of older Terraform versions
    [InlineData("b:aws", """{"region":{"references":["var.r"]}}""", "fail got \"us-west-2\"")]
    [InlineData("module.a.module.b:aws", "null", "fail got \"us-east-1\"")] // inherited from the root
    [InlineData("b:aws.none", "null", "unknown got (known after apply)")] // an alias that nobody configures
    public void A_module_provider_is_resolved_through_the_calling_modules(
        string key, string expressions, string expected)
    {
        var plan = Given.Plan(PolicyData.Create("aws_vpc", "{}", "module.a[\"x\"].module.b.aws_vpc.a")).Configured(
            key,
            [PolicyData.Provider("module.a.module.b:aws", expressions, "module.a.module.b"),
                PolicyData.Provider("aws", """{"region":{"constant_value":"us-east-1"}}""")],
            new ModuleCall("module.a", "./a", null, Given.Json("""{"region":{"references":["var.region"]}}""")),
            new ModuleCall(
                "module.a.module.b", "./b", null, Given.Json("""{"r":{"references":["var.region"]}}"""))) with
        {
            Variables = new Dictionary<string, RedactedJson> { ["region"] = Given.Json("\"us-west-2\"") },
        };

        Context.Findings(plan).Describe().Should().Be(expected);
    }
}
