using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

/// <summary>Region attributes of single types, in the form in which their provider plans them.</summary>
public sealed class ProviderRegionTests
{
    private const string U = Given.Unknown;

    private static readonly PolicyContext Context = PolicyData.With(
        new RuleKind.Regions(ProviderTable.All.ToDictionary(
            provider => provider.Name, _ => PolicyData.Any("here", "eu-1", "westeurope"))));

    [Theory]
    [InlineData("digitalocean_app", """{"spec":[{"name":"a","region":"nyc"}]}""", "fail spec.region got \"nyc\"")]
    [InlineData("digitalocean_app", """{"spec":[{"name":"a","region":null}]}""", "pass")] // chosen by the provider
    [InlineData("digitalocean_droplet_autoscale", """{"droplet_template":[{"region":"nyc3"}]}""",
        "fail droplet_template.region got \"nyc3\"")]
    [InlineData("digitalocean_loadbalancer", """{"type":"GLOBAL","region":null}""", "pass")]
    [InlineData("digitalocean_custom_image", """{"regions":["nyc3"]}""", "fail regions[0] got \"nyc3\"")]
    [InlineData("digitalocean_custom_image", $$"""{"regions":{{U}}}""", "unknown regions got (known after apply)")]
    [InlineData("digitalocean_droplet_snapshot", $$"""{"regions":{{U}}}""", "pass")] // filled in by the provider
    [InlineData("hcloud_floating_ip", """{"home_location":"ash"}""", "fail home_location got \"ash\"")]
    [InlineData("hcloud_storage_box", """{"location":"hel1"}""", "fail location got \"hel1\"")]
    [InlineData("alicloud_oss_bucket", """{"location":"oss-us-west-1"}""",
        "fail location got \"oss-us-west-1\" (region us-west-1)")]
    [InlineData("alicloud_oss_bucket", $$"""{"location":{{U}}}""", "unknown got (known after apply)")]
    [InlineData("ibm_satellite_location", """{"location":"my-data-center","zones":["a"]}""", "pass")] // its name
    [InlineData("oci_identity_domain", """{"home_region":"us-ashburn-1"}""",
        "fail home_region got \"us-ashburn-1\"")] // a service without regions, whose data has one
    [InlineData("oci_identity_policy", """{"name":"a"}""", "pass")]
    public void The_region_is_in_the_attributes_of_the_type(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("aws_ami_copy", """{"region":"eu-1","source_ami_region":"us-west-1"}""",
        "fail source_ami_region got \"us-west-1\"")]
    [InlineData("aws_ebs_snapshot_copy", """{"region":"eu-1","source_region":"us-west-1"}""",
        "fail source_region got \"us-west-1\"")]
    [InlineData("aws_rds_cluster", """{"region":"eu-1","source_region":"us-west-1"}""",
        "fail source_region got \"us-west-1\"")]
    [InlineData("aws_neptune_cluster",
        """{"region":"eu-1","replication_source_identifier":"arn:aws:rds:us-west-1:1:cluster:a"}""",
        "fail replication_source_identifier got \"us-west-1\"")]
    [InlineData("aws_cognito_user_pool_replica", """{"region":"eu-1","region_name":"us-west-1"}""",
        "fail region_name got \"us-west-1\"")]
    [InlineData("azurerm_mongo_cluster", """{"location":"westeurope","source_location":"East US"}""",
        "fail source_location got \"East US\"")]
    [InlineData("azurerm_workloads_sap_single_node_virtual_instance",
        """{"location":"westeurope","app_location":"eastus"}""", "fail app_location got \"eastus\"")]
    [InlineData("azurerm_netapp_volume_group_oracle",
        """
        {"location":"westeurope","volume":[{"data_protection_replication":[{"remote_volume_location":"eastus"}]}]}
        """,
        "fail volume[0].data_protection_replication[0].remote_volume_location got \"eastus\"")]
    [InlineData("google_alloydb_cluster", """{"location":"here","automated_backup_policy":[{"location":"us"}]}""",
        "fail automated_backup_policy[0].location got \"us\"")]
    [InlineData("google_filestore_instance",
        """
        {"location":"here","initial_replication":[
            {"replicas":[{"peer_instance":"projects/p/locations/us-east1/instances/a"}]}]}
        """,
        "fail initial_replication[0].replicas[0].peer_instance got \"us-east1\"")]
    [InlineData("google_vmwareengine_private_cloud",
        """
        {"location":"here","management_cluster":[
            {"stretched_cluster_config":[{"secondary_location":"projects/p/locations/us-east1-b"}]}]}
        """,
        "fail management_cluster[0].stretched_cluster_config[0].secondary_location got \"us-east1\"")]
    [InlineData("google_logging_organization_settings", """{"storage_location":"us-east1"}""",
        "fail storage_location got \"us-east1\"")]
    [InlineData("oci_core_volume",
        """
        {"availability_domain":"a:EU-1-AD-1","block_volume_replicas":[{"availability_domain":"a:PHX-AD-1"}]}
        """,
        "unknown got (known after apply); fail block_volume_replicas[0].availability_domain got \"a:PHX-AD-1\" " +
            "(region us-phoenix-1)")]
    [InlineData("ibm_database",
        """{"location":"here","remote_leader_id":"crn:v1:bluemix:public:db:us-south:a/1:2::"}""",
        "fail remote_leader_id got \"us-south\"")]
    // no region in it
    [InlineData("ibm_is_snapshot", """{"crn":"crn:v1:bluemix:public:is:here::","source_snapshot_crn":"crn:v1:a"}""",
        "pass")]
    [InlineData("ibm_is_snapshot",
        """{"crn":"crn:v1:bluemix:public:is:here::","source_snapshot_crn":"crn:v1:bluemix:public:is:global::"}""",
        "pass")]
    [InlineData("alicloud_rds_instance_cross_backup_policy", """{"region_id":"eu-1","cross_backup_region":"us-1"}""",
        "fail cross_backup_region got \"us-1\"")]
    public void Copies_and_their_other_ends_are_evaluated(string type, string after, string expected) =>
        Context.Findings(PolicyData.Create(type, after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("awscc_rds_db_instance", "source_region")]
    [InlineData("awscc_secretsmanager_secret", "replica_regions")]
    [InlineData("awscc_efs_file_system", "replication_configuration")]
    public void Copies_that_Cloud_Control_may_fill_in_count_once_they_are_known(string type, string attribute) =>
        Context.Findings(PolicyData.Create(
            type, $$"""{"arn":"arn:aws:a:eu-1:1:a","availability_zone":"eu-1a","{{attribute}}":{{U}}}"""))
        .Should().BeEmpty();
}
