namespace TfPilot.Core.Tests.Risks;

/// <summary>Well-known resources of the providers, each with an open and a closed configuration.</summary>
public sealed class ExposureTableTests
{
    private const string Everybody = """
        {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"x:Get\",\"Resource\":\"*\"}]}
        """;
    private const string Account = """
        {\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"x:Get\",\"Resource\":\"*\"}]}
        """;

    /// <summary>Type, closed configuration, open configuration.</summary>
    public static TheoryData<string, string, string> Pairs => new()
    {
        { "aws_eks_cluster", """{"vpc_config":[{"endpoint_public_access":false}]}""",
            """{"vpc_config":[{"endpoint_public_access":true}]}""" },
        { "aws_eks_cluster", """{"vpc_config":[{"public_access_cidrs":["203.0.113.0/24"]}]}""",
            """{"vpc_config":[{"public_access_cidrs":null}]}""" },
        { "awscc_eks_cluster", """{"resources_vpc_config":{"endpoint_public_access":false}}""",
            """{"resources_vpc_config":{"endpoint_public_access":true}}""" },
        { "google_container_cluster", """{"master_authorized_networks_config":[{"cidr_blocks":[]}]}""",
            """{"master_authorized_networks_config":[]}""" },
        { "google_container_cluster", """{"private_cluster_config":[{"enable_private_endpoint":true}]}""",
            """{"private_cluster_config":[{"enable_private_endpoint":false}]}""" },
        { "azurerm_kubernetes_cluster", """{"private_cluster_enabled":true}""",
            """{"private_cluster_enabled":false}""" },
        { "azurerm_kubernetes_cluster",
            """{"api_server_access_profile":[{"authorized_ip_ranges":["203.0.113.0/24"]}]}""",
            """{"api_server_access_profile":[]}""" },
        { "aws_api_gateway_method", """{"authorization":"AWS_IAM","http_method":"GET"}""",
            """{"authorization":"NONE","http_method":"GET"}""" },
        { "aws_api_gateway_method", """{"authorization":"NONE","http_method":"OPTIONS"}""",
            """{"authorization":"NONE","http_method":"ANY"}""" },
        { "aws_api_gateway_method", """{"authorization":"NONE","http_method":"GET","api_key_required":true}""",
            """{"authorization":"NONE","http_method":"GET","api_key_required":false}""" },
        { "awscc_apigateway_method", """{"authorization_type":"AWS_IAM"}""", """{"authorization_type":"NONE"}""" },
        { "aws_apigatewayv2_route", """{"authorization_type":"JWT","route_key":"GET /a"}""",
            """{"authorization_type":"NONE","route_key":"GET /a"}""" },
        { "aws_cognito_identity_pool", """{"allow_unauthenticated_identities":false}""",
            """{"allow_unauthenticated_identities":true}""" },
        { "aws_vpc_endpoint_service", """{"allowed_principals":["arn:aws:iam::123456789012:root"]}""",
            """{"allowed_principals":["*"]}""" },
        { "aws_vpc_endpoint_service_allowed_principal", """{"principal_arn":"arn:aws:iam::123456789012:root"}""",
            """{"principal_arn":"*"}""" },
        { "aws_dms_replication_instance", """{"publicly_accessible":false}""", """{"publicly_accessible":true}""" },
        { "aws_mq_broker", """{"publicly_accessible":false}""", """{"publicly_accessible":true}""" },
        { "aws_neptune_cluster_instance", """{"publicly_accessible":null}""", """{"publicly_accessible":true}""" },
        { "aws_redshiftserverless_workgroup", """{"publicly_accessible":false}""", """{"publicly_accessible":true}""" },
        { "aws_network_acl_rule", """{"cidr_block":"0.0.0.0/0","egress":true,"rule_action":"allow"}""",
            """{"cidr_block":"0.0.0.0/0","egress":false,"rule_action":"allow"}""" },
        { "aws_default_security_group", """{"ingress":[{"cidr_blocks":["10.0.0.0/8"]}]}""",
            """{"ingress":[{"cidr_blocks":["0.0.0.0/0"]}]}""" },
        { "aws_security_group_rule", """{"cidr_blocks":["0.0.0.0/0"],"type":"egress"}""",
            """{"cidr_blocks":["0.0.0.0/0"],"type":"ingress"}""" },
        { "aws_vpc_security_group_ingress_rule", """{"prefix_list_id":"pl-1"}""", """{"cidr_ipv4":"0.0.0.0/0"}""" },
        { "aws_s3_bucket_acl", GrantTo("s3/LogDelivery"), GrantTo("global/AllUsers") },
        { "aws_lightsail_bucket", """{"access_rules":{"get_object":"private"}}""",
            """{"access_rules":{"get_object":"public"}}""" },
        { "aws_db_snapshot", """{"shared_accounts":["123456789012"]}""", """{"shared_accounts":["all"]}""" },
        { "azurerm_network_security_rule", """{"access":"Deny","direction":"Inbound","source_address_prefix":"*"}""",
            """{"access":"Allow","direction":"Inbound","source_address_prefix":"*"}""" },
        { "azurerm_mssql_firewall_rule", """{"start_ip_address":"203.0.113.1","end_ip_address":"203.0.113.9"}""",
            """{"start_ip_address":"0.0.0.0","end_ip_address":"255.255.255.255"}""" },
        { "azurerm_container_registry", """{"anonymous_pull_enabled":false}""", """{"anonymous_pull_enabled":true}""" },
        { "azurerm_storage_container", """{"container_access_type":"private"}""",
            """{"container_access_type":"blob"}""" },
        { "google_sql_database_instance",
            """{"settings":[{"ip_configuration":[{"authorized_networks":[{"value":"203.0.113.0/24"}]}]}]}""",
            """{"settings":[{"ip_configuration":[{"authorized_networks":[{"value":"0.0.0.0/0"}]}]}]}""" },
        { "google_pubsub_topic_iam_policy", """{"policy_data":"{\"bindings\":[{\"members\":[\"user:a\"]}]}"}""",
            """{"policy_data":"{\"bindings\":[{\"members\":[\"allUsers\"]}]}"}""" },
        { "google_kms_crypto_key_iam_binding", """{"members":["group:a"]}""",
            """{"members":["allAuthenticatedUsers"]}""" },
        { "google_storage_bucket_access_control", """{"entity":"user-a"}""", """{"entity":"allUsers"}""" },
        { "oci_artifacts_container_repository", """{"is_public":false}""", """{"is_public":true}""" },
        { "oci_containerengine_cluster", """{"endpoint_config":[{"is_public_ip_enabled":false}]}""",
            """{"endpoint_config":[{"is_public_ip_enabled":true}]}""" },
        { "digitalocean_database_firewall", """{"rule":[{"type":"ip_addr","value":"203.0.113.7"}]}""",
            """{"rule":[{"type":"ip_addr","value":"0.0.0.0/0"}]}""" },
        { "digitalocean_spaces_bucket", """{"acl":"private"}""", """{"acl":"public-read"}""" },
        { "digitalocean_kubernetes_cluster",
            """{"control_plane_firewall":[{"allowed_addresses":["203.0.113.0/24"]}]}""",
            """{"control_plane_firewall":[{"allowed_addresses":["0.0.0.0/0"]}]}""" },
        { "cloudflare_zero_trust_access_policy", """{"decision":"allow","include":[{"everyone":false}]}""",
            """{"decision":"allow","include":[{"everyone":true}]}""" },
        { "cloudflare_zero_trust_access_policy", """{"decision":"allow"}""", """{"decision":"bypass"}""" },
        { "cloudflare_r2_managed_domain", """{"enabled":false}""", """{"enabled":true}""" },
        { "scaleway_object_bucket", """{"acl":"private"}""", """{"acl":"public-read"}""" },
        { "scaleway_rdb_acl", """{"acl_rules":[{"ip":"203.0.113.0/24"}]}""", """{"acl_rules":[{"ip":"0.0.0.0/0"}]}""" },
        { "mongodbatlas_project_ip_access_list", """{"cidr_block":"203.0.113.0/24"}""",
            """{"cidr_block":"0.0.0.0/0"}""" },
        { "alicloud_db_instance", """{"security_ips":["203.0.113.0/24"]}""", """{"security_ips":["0.0.0.0/0"]}""" },
    };

    /// <summary>Type and attribute of a policy.</summary>
    public static TheoryData<string, string> Policies => new()
    {
        { "aws_s3_bucket_policy", "policy" }, { "aws_sns_topic_policy", "policy" },
        { "aws_sqs_queue_policy", "policy" },
        { "aws_ecr_repository_policy", "policy" }, { "aws_ecr_registry_policy", "policy" }, { "aws_kms_key", "policy" },
        { "aws_kms_replica_key", "policy" }, { "aws_glacier_vault", "access_policy" },
        { "aws_secretsmanager_secret_policy", "policy" },
        { "aws_opensearch_domain_policy", "access_policies" }, { "aws_efs_file_system_policy", "policy" },
        { "aws_backup_vault_policy", "policy" },
        { "aws_api_gateway_rest_api_policy", "policy" }, { "aws_api_gateway_rest_api", "policy" },
        { "aws_s3control_bucket_policy", "policy" },
        { "aws_s3control_access_point_policy", "policy" }, { "aws_sesv2_email_identity_policy", "policy" },
        { "aws_cloudwatch_log_resource_policy", "policy_document" },
        { "aws_cloudwatch_log_destination_policy", "access_policy" },
        { "aws_schemas_registry_policy", "policy" }, { "aws_acmpca_policy", "policy" },
        { "aws_msk_cluster_policy", "policy" },
        { "aws_networkfirewall_resource_policy", "policy" }, { "aws_redshift_resource_policy", "policy" },
        { "aws_vpclattice_auth_policy", "policy" },
        { "aws_xray_resource_policy", "policy_document" }, { "aws_oam_sink_policy", "policy" },
        { "aws_dynamodb_resource_policy", "policy" },
        { "digitalocean_spaces_bucket_policy", "policy" }, { "awscc_s3_bucket_policy", "policy_document" },
        { "awscc_kms_key", "key_policy" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Every_exposure_rule_finds_only_its_open_example(string type, string closed, string open)
    {
        var created = Given.Assess(Given.Change("create", type, after: open));
        var replaced = Given.Assess(Given.Change("delete,create", type, before: closed, after: open));
        var opened = Given.Assess(Given.Change("update", type, before: closed, after: open));

        new[] { created, replaced, opened }.Should()
            .AllSatisfy(risk => risk.Hazards.Should().Contain(hazard => hazard.Rule.Factor == "exposure"));
        Given.Assess(Given.Change("create", type, after: closed)).Factors("exposure").Should().BeEmpty("it is closed");
        Given.Assess(Given.Change("update", type, before: open, after: closed)).Factors("exposure").Should()
            .BeEmpty("the exposure decreases");
        Given.Assess(Given.Change("update", type, before: open, after: With(open, "\"name\":\"a\"")))
            .Factors("exposure").Should().BeEmpty("it was already open");
    }

    [Theory, MemberData(nameof(Policies))]
    public void A_resource_policy_for_everyone_is_an_exposure_of_each_resource_type(string type, string attribute)
    {
        string After(string policy) => $$"""{"{{attribute}}":"{{policy}}"}""";

        var open = Given.Assess(Given.Change("create", type, after: After(Everybody)));
        var opened = Given.Assess(Given.Change("update", type, before: After(Account), after: After(Everybody)));
        var closed = Given.Assess(Given.Change("update", type, before: After(Everybody), after: After(Account)));

        new[] { open, opened }.Should()
            .AllSatisfy(
                risk => risk.Factors("exposure").Should().ContainSingle().Which.Should().EndWith("allows everyone"));
        closed.Factors("exposure").Should().BeEmpty();
    }

    [Theory]
    [InlineData("aws_vpc_endpoint_policy")]
    [InlineData("aws_iam_policy")]
    public void A_policy_that_protects_no_resource_is_no_exposure(string type) =>
        Given.Assess(Given.Change("create", type, after: $$"""{"policy":"{{Everybody}}"}""")).Factors("exposure")
        .Should().BeEmpty();

    [Theory]
    [InlineData("awscc_s3_bucket_policy", """
        {"policy_document":{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Principal":"*","Resource":"*"}]}}
        """, "exposure")]
    [InlineData("awscc_sqs_queue_policy",
        """{"policy_document":{"statement":{"action":["sqs:*"],"effect":"Allow","principal":{"aws":["*"]}}}}""",
        "exposure")]
    [InlineData("awscc_iam_managed_policy",
        """{"policy_document":{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}}""", "identity")]
    [InlineData("awscc_iam_role", """
        {"assume_role_policy_document":{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":"*"}]}}
        """, "identity")]
    public void A_policy_may_be_given_as_an_object(string type, string after, string factor) =>
        Given.Assess(Given.Change("create", type, after: after)).Hazards.Should()
        .Contain(hazard => hazard.Rule.Factor == factor);

    [Fact]
    public void An_omitted_setting_of_a_new_EKS_cluster_counts_as_open()
    {
        const string unsaid =
            """{"vpc_config":[{"endpoint_public_access":true,"public_access_cidrs":{"$":"unknown"}}]}""";
        const string written =
            """{"vpc_config":[{"endpoint_public_access":true,"public_access_cidrs":[{"$":"unknown"}]}]}""";

        var open = Given.Assess(Given.Change("create", "aws_eks_cluster", after: unsaid));
        var limited = Given.Assess(Given.Change("create", "aws_eks_cluster", after: written));

        open.Factors("exposure").Should().ContainSingle().Which.Should()
            .Be("exposure 20 at aws_eks_cluster.a: public_access_cidrs does not restrict access");
        limited.Factors("exposure").Should().BeEmpty();
    }

    [Fact]
    public void Access_for_all_Azure_services_counts_less_than_the_internet()
    {
        var risk = Given.Assess(
            Given.Change("create", "azurerm_mssql_firewall_rule",
                after: """{"start_ip_address":"0.0.0.0","end_ip_address":"0.0.0.0"}"""));

        risk.Factors("exposure").Should()
            .Equal(
                "exposure 10 at azurerm_mssql_firewall_rule.a: 0.0.0.0 admits the services of every " +
                    "Azure customer");
        risk.Hazards.Should().BeEmpty();
    }

    [Theory]
    [InlineData("azurerm_linux_web_app", """{"auth_settings_v2":[{"unauthenticated_action":"RedirectToLoginPage"}]}""",
        """{"auth_settings_v2":[{"unauthenticated_action":"AllowAnonymous"}]}""")]
    [InlineData(
        "azurerm_linux_web_app", """{"auth_settings_v2":[{"auth_enabled":true}]}""", """{"auth_settings_v2":[]}""")]
    [InlineData("github_repository", """{"visibility":"private"}""", """{"visibility":"public"}""")]
    [InlineData("aws_emr_block_public_access_configuration", """{"block_public_security_group_rules":true}""",
        """{"block_public_security_group_rules":false}""")]
    [InlineData("google_storage_bucket", """{"public_access_prevention":"enforced"}""",
        """{"public_access_prevention":"inherited"}""")]
    public void Removed_protection_is_an_exposure(string type, string closed, string open)
    {
        Given.Assess(Given.Change("update", type, before: closed, after: open)).Hazards.Should()
            .Contain(hazard => hazard.Rule.Factor == "exposure");
        Given.Assess(Given.Change("update", type, before: open, after: closed)).Factors("exposure").Should().BeEmpty();
        Given.Assess(Given.Change("create", type, after: open)).Factors("exposure").Should().BeEmpty();
    }

    private static string GrantTo(string group) => $$"""
        {"access_control_policy":[{"grant":[{"grantee":[{"uri":"http://acs.amazonaws.com/groups/{{group}}"}]}]}]}
        """;

    private static string With(string json, string more) => json[..^1] + "," + more + "}";
}
