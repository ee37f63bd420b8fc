using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class SizesTests
{
    private static readonly PolicyContext Context = PolicyData.With(new RuleKind.Sizes(
        [new(PolicyData.Types("aws_instance"), PolicyData.Any("t4g.*", "m7g.{large,xlarge}")),
            new(PolicyData.Types("aws_iam_*"), PolicyData.Any("none")),
            new(PolicyData.Types("*"), PolicyData.Any("small"))]));

    [Theory]
    [InlineData("t4g.nano", "pass")]
    [InlineData("m7g.xlarge", "pass")]
    [InlineData("m7g.4xlarge", "fail instance_type got \"m7g.4xlarge\"")]
    [InlineData("small", "fail instance_type got \"small\"")] // the first pattern decides
    public void A_size_must_match_the_first_pattern_for_its_type(string size, string expected) =>
        Context.Findings(PolicyData.Create("aws_instance", $$"""{"instance_type":"{{size}}"}""")).Describe()
            .Should().Be(expected);

    [Theory]
    [InlineData("aws_launch_template", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("aws_launch_configuration", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("aws_ec2_host", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("aws_spot_instance_request", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("aws_autoscaling_group",
        """{"mixed_instances_policy":[{"launch_template":[{"override":[{"instance_type":"big"}]}]}]}""",
        "mixed_instances_policy[0].launch_template[0].override[0].instance_type")]
    [InlineData("aws_db_instance", """{"instance_class":"big"}""", "instance_class")]
    [InlineData("aws_rds_cluster_instance", """{"instance_class":"big"}""", "instance_class")]
    [InlineData("aws_neptune_cluster_instance", """{"instance_class":"big"}""", "instance_class")]
    [InlineData("aws_docdb_cluster_instance", """{"instance_class":"big"}""", "instance_class")]
    [InlineData("aws_elasticache_cluster", """{"node_type":"big"}""", "node_type")]
    [InlineData("aws_elasticache_replication_group", """{"node_type":"big"}""", "node_type")]
    [InlineData("aws_redshift_cluster", """{"node_type":"big"}""", "node_type")]
    [InlineData("aws_memorydb_cluster", """{"node_type":"big"}""", "node_type")]
    [InlineData("aws_eks_node_group", """{"instance_types":["small","big"]}""", "instance_types")]
    [InlineData(
        "aws_opensearch_domain", """{"cluster_config":[{"instance_type":"big"}]}""", "cluster_config[0].instance_type")]
    [InlineData("aws_elasticsearch_domain", """{"cluster_config":[{"instance_type":"big"}]}""",
        "cluster_config[0].instance_type")]
    [InlineData("aws_msk_cluster", """{"broker_node_group_info":[{"instance_type":"big"}]}""",
        "broker_node_group_info[0].instance_type")]
    [InlineData("aws_mq_broker", """{"host_instance_type":"big"}""", "host_instance_type")]
    [InlineData(
        "aws_dms_replication_instance", """{"replication_instance_class":"big"}""", "replication_instance_class")]
    [InlineData("aws_sagemaker_notebook_instance", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("aws_glue_job", """{"worker_type":"big"}""", "worker_type")]
    [InlineData("google_compute_instance", """{"machine_type":"big"}""", "machine_type")]
    [InlineData("google_compute_region_instance_template", """{"machine_type":"big"}""", "machine_type")]
    [InlineData(
        "google_container_node_pool", """{"node_config":[{"machine_type":"big"}]}""", "node_config[0].machine_type")]
    [InlineData("google_sql_database_instance", """{"settings":[{"tier":"big"}]}""", "settings[0].tier")]
    [InlineData("google_redis_instance", """{"tier":"big"}""", "tier")]
    [InlineData("google_redis_cluster", """{"node_type":"big"}""", "node_type")]
    [InlineData("azurerm_linux_virtual_machine", """{"size":"big"}""", "size")]
    [InlineData("azurerm_virtual_machine", """{"vm_size":"big"}""", "vm_size")]
    [InlineData("azurerm_kubernetes_cluster_node_pool", """{"vm_size":"big"}""", "vm_size")]
    [InlineData(
        "azurerm_kubernetes_cluster", """{"default_node_pool":[{"vm_size":"big"}]}""", "default_node_pool[0].vm_size")]
    [InlineData("azurerm_linux_virtual_machine_scale_set", """{"sku":"big"}""", "sku")]
    [InlineData("azurerm_postgresql_flexible_server", """{"sku_name":"big"}""", "sku_name")]
    [InlineData("azurerm_mssql_database", """{"sku_name":"big"}""", "sku_name")]
    [InlineData("azurerm_redis_cache", """{"sku_name":"big"}""", "sku_name")]
    [InlineData("azurerm_service_plan", """{"sku_name":"big"}""", "sku_name")]
    [InlineData("aws_batch_compute_environment", """{"compute_resources":[{"instance_type":["big"]}]}""",
        "compute_resources[0].instance_type")]
    [InlineData("aws_emr_cluster", """{"core_instance_group":[{"instance_type":"big"}]}""",
        "core_instance_group[0].instance_type")]
    [InlineData("awscc_rds_db_instance", """{"db_instance_class":"big"}""", "db_instance_class")]
    [InlineData("awscc_ec2_instance", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("azurerm_application_gateway", """{"sku":[{"name":"big"}]}""", "sku[0].name")]
    [InlineData("azurerm_batch_pool", """{"vm_size":"big"}""", "vm_size")]
    [InlineData("azapi_resource", """{"body":{"properties":{"hardwareProfile":{"vmSize":"big"}}}}""",
        "body.properties.hardwareProfile.vmSize")]
    [InlineData("google_alloydb_instance", """{"machine_config":[{"machine_type":"big"}]}""",
        "machine_config[0].machine_type")]
    [InlineData("oci_core_instance", """{"shape":"big"}""", "shape")]
    [InlineData("ibm_is_instance", """{"profile":"big"}""", "profile")]
    [InlineData("alicloud_instance", """{"instance_type":"big"}""", "instance_type")]
    [InlineData("digitalocean_droplet", """{"size":"big"}""", "size")]
    [InlineData("digitalocean_kubernetes_node_pool", """{"size":"big"}""", "size")]
    [InlineData("digitalocean_app", """{"spec":[{"worker":[{"instance_size_slug":"big"}]}]}""",
        "spec[0].worker[0].instance_size_slug")]
    [InlineData("ibm_database", """{"group":[{"host_flavor":[{"id":"big"}]}]}""", "group[0].host_flavor[0].id")]
    [InlineData("alicloud_slb_load_balancer",
        $$"""{"load_balancer_spec":{{Given.Unknown}},"specification":"big"}""", "specification")]
    [InlineData("hcloud_storage_box", """{"storage_box_type":"big"}""", "storage_box_type")]
    [InlineData("google_compute_future_reservation",
        """{"specific_sku_properties":[{"instance_properties":[{"machine_type":"big"}]}]}""",
        "specific_sku_properties[0].instance_properties[0].machine_type")]
    [InlineData("google_container_cluster",
        $$"""{"node_config":[{"machine_type":"big"}],"node_pool":{{Given.Unknown}}}""", "node_config[0].machine_type")]
    [InlineData("google_container_cluster", """{"node_pool":[{"node_config":[{"machine_type":"big"}]}]}""",
        "node_pool[0].node_config[0].machine_type")]
    [InlineData("openstack_compute_instance_v2", """{"flavor_name":"big"}""", "flavor_name")]
    [InlineData("hcloud_server", """{"server_type":"big"}""", "server_type")]
    public void The_size_attribute_is_known_for_each_type(string type, string after, string attribute) =>
        Context.Findings(PolicyData.Create(type, after)).Should().ContainSingle().Which.Should()
        .Match<Finding>(finding => finding.Attribute == attribute && finding.Verdict == FindingVerdict.Fail);

    [Theory]
    [InlineData($$"""{"instance_type":{{Given.Unknown}}}""", "unknown instance_type got (known after apply)")]
    [InlineData(
        $$"""{"instance_type":{{Given.Masked}}}""", "unknown instance_type got (masked: equals a sensitive value)")]
    [InlineData("""{"instance_type":null}""", "pass")]
    [InlineData("{}", "pass")]
    public void An_unset_size_passes_and_a_masked_size_is_unknown(string after, string expected) =>
        Context.Findings(PolicyData.Create("aws_instance", after)).Describe().Should().Be(expected);

    [Theory]
    [InlineData("null", $$"""{"flavor_name":"small","flavor_id":{{Given.Unknown}}}""", "pass")]
    [InlineData("null", $$"""{"flavor_name":"big","flavor_id":{{Given.Unknown}}}""", "fail flavor_name got \"big\"")]
    [InlineData("null", $$"""{"flavor_name":{{Given.Unknown}},"flavor_id":"big"}""", "fail flavor_id got \"big\"")]
    // the provider would use the id
    [InlineData("null", """{"flavor_name":"small","flavor_id":"big"}""", "fail flavor_id got \"big\"")]
    [InlineData("null", $$"""{"flavor_name":{{Given.Unknown}},"flavor_id":{{Given.Unknown}}}""",
        "unknown flavor_name got (known after apply)")]
    // the id is that of the old state
    [InlineData("""{"flavor_name":"big","flavor_id":"7"}""", """{"flavor_name":"small","flavor_id":"7"}""", "pass")]
    [InlineData("""{"flavor_name":"small","flavor_id":"7"}""", """{"flavor_name":"small","flavor_id":"8"}""",
        "fail flavor_id got \"8\"")]
    [InlineData("""{"flavor_name":"small","flavor_id":"7"}""", """{"flavor_name":"small","flavor_id":"7"}""", "pass")]
    [InlineData("""{"flavor_name":"big","flavor_id":"7"}""", """{"flavor_name":"big","flavor_id":"7"}""",
        "fail flavor_name got \"big\"")]
    public void Of_two_ways_to_write_one_size_the_one_that_is_set_counts(
        string before, string after, string expected) =>
        Context.Findings(Given.Change(
            before == "null" ? "create" : "update", "openstack_compute_instance_v2", before: before, after: after))
        .Describe().Should().Be(expected);

    [Theory]
    [InlineData("digitalocean_volume", """{"size":100}""")]
    [InlineData("digitalocean_database_connection_pool", """{"size":10}""")]
    [InlineData("openstack_compute_flavor_v2", """{"flavor_id":"b"}""")] // its own id
    [InlineData("oci_database_autonomous_database", """{"db_workload":"OLTP"}""")] // a kind of database
    public void A_number_of_gigabytes_or_an_identifier_is_no_size(string type, string after) =>
        Context.Findings(PolicyData.Create(type, after)).Should().BeEmpty();

    [Fact]
    public void A_type_without_a_matching_pattern_is_unrestricted()
    {
        var context =
            PolicyData.With(new RuleKind.Sizes([new(PolicyData.Types("aws_instance"), PolicyData.Any("t4g.*"))]));

        context.Findings(PolicyData.Create("aws_db_instance", """{"instance_class":"huge"}""")).Should().BeEmpty();
    }
}
