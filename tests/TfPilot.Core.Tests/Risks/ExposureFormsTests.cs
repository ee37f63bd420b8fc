using System.Text.Json;

namespace TfPilot.Core.Tests.Risks;

/// <summary>The spellings of public access, by cloud and by provider.</summary>
public sealed class ExposureFormsTests
{
    private const string NsgOfAzapi = """
        {"properties":{"securityRules":[{"name":"a",
          "properties":{"access":"Allow","direction":"Inbound","protocol":"Tcp","sourceAddressPrefix":"internet",
          "destinationPortRange":"22"}}]}}
        """;

    [Theory]
    [InlineData("azurerm_network_security_rule",
        """{"access":"Allow","direction":"Inbound","source_address_prefix":"internet"}""")]
    [InlineData(
        "azurerm_network_security_rule", """{"access":"allow","direction":"inbound","source_address_prefix":"any"}""")]
    [InlineData("azurerm_network_security_rule",
        """{"access":"Allow","direction":"Inbound","source_address_prefixes":["0.0.0.0/1","128.0.0.0/1"]}""")]
    [InlineData("azurerm_mssql_firewall_rule", """{"start_ip_address":"1.0.0.0","end_ip_address":"254.255.255.255"}""")]
    [InlineData("azurerm_redis_firewall_rule", """{"start_ip":"0.0.0.0","end_ip":"255.255.255.255"}""")]
    [InlineData(
        "azurerm_kubernetes_cluster", """{"api_server_access_profile":[{"authorized_ip_ranges":["0.0.0.0/0"]}]}""")]
    [InlineData("azurerm_postgresql_flexible_server", """{"public_network_access_enabled":true}""")]
    [InlineData(
        "azapi_resource", $$"""{"type":"Microsoft.Network/networkSecurityGroups@2024-01-01","body":{{NsgOfAzapi}}}""")]
    [InlineData("azapi_update_resource", """
        {"type":"Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01",
          "body":{"properties":{"publicAccess":"Container"}}}
        """)]
    [InlineData("azapi_resource",
        """{"type":"Microsoft.KeyVault/vaults@2023-07-01","body":{"properties":{"publicNetworkAccess":"Enabled"}}}""")]
    [InlineData("aws_security_group",
        """{"ingress":[{"cidr_blocks":["0.0.0.0/1","128.0.0.0/1"],"from_port":22,"to_port":22}]}""")]
    [InlineData("aws_security_group", """{"ingress":[{"ipv6_cidr_blocks":["0:0:0:0:0:0:0:0/0"]}]}""")]
    [InlineData("aws_vpc_security_group_ingress_rule", """{"cidr_ipv6":"2000::/3"}""")]
    [InlineData("aws_ec2_managed_prefix_list", """{"entry":[{"cidr":"0.0.0.0/0"}]}""")]
    [InlineData("aws_ec2_managed_prefix_list_entry", """{"cidr":"0.0.0.0/0"}""")]
    [InlineData("aws_lambda_function_url", """{"authorization_type":"NONE"}""")]
    [InlineData("aws_rds_cluster_instance", """{"publicly_accessible":true}""")]
    [InlineData("aws_redshift_cluster", """{"publicly_accessible":true}""")]
    [InlineData("aws_ami_launch_permission", """{"group":"all"}""")]
    [InlineData("awscc_ec2_security_group",
        """{"security_group_ingress":[{"cidr_ip":"0.0.0.0/0","from_port":22,"to_port":22,"ip_protocol":"tcp"}]}""")]
    [InlineData("awscc_ec2_security_group_ingress", """{"cidr_ipv_6":"::/0"}""")]
    [InlineData("awscc_lambda_url", """{"auth_type":"NONE"}""")]
    [InlineData("awscc_s3_bucket", """{"access_control":"PublicRead"}""")]
    [InlineData("google_compute_firewall", """{"direction":"INGRESS","source_ranges":["0.0.0.0/1","128.0.0.0/1"]}""")]
    [InlineData("google_compute_region_network_firewall_policy_rule",
        """{"action":"allow","direction":"INGRESS","match":[{"src_ip_ranges":["::/0"]}]}""")]
    [InlineData("google_container_cluster",
        """{"master_authorized_networks_config":[{"cidr_blocks":[{"cidr_block":"0.0.0.0/0"}]}]}""")]
    [InlineData("google_cloud_run_service_iam_member", """{"member":"allusers","role":"roles/run.invoker"}""")]
    [InlineData("google_bigquery_dataset_iam_member", """{"member":"allAuthenticatedUsers"}""")]
    [InlineData("oci_core_security_list",
        """{"ingress_security_rules":[{"protocol":"6","source":"0.0.0.0/0","tcp_options":[{"min":22,"max":22}]}]}""")]
    [InlineData("oci_core_network_security_group_security_rule",
        """{"direction":"INGRESS","source":"0.0.0.0/0","protocol":"all"}""")]
    [InlineData("oci_objectstorage_bucket", """{"access_type":"ObjectRead"}""")]
    [InlineData(
        "kubernetes_service_v1", """{"spec":[{"type":"LoadBalancer","load_balancer_source_ranges":["0.0.0.0/0"]}]}""")]
    [InlineData(
        "kubernetes_manifest", """{"manifest":{"kind":"Service","spec":{"loadBalancerSourceRanges":["0.0.0.0/0"]}}}""")]
    [InlineData(
        "aws_opensearchserverless_security_policy", """{"type":"network","policy":"[{\"AllowFromPublic\":true}]"}""")]
    [InlineData(
        "digitalocean_firewall", """{"inbound_rule":[{"port_range":"22","source_addresses":["0.0.0.0/0","::/0"]}]}""")]
    public void An_exposure_is_found_in_any_notation(string type, string after)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().ContainSingle().Which.Should().StartWith($"exposure 20 at {type}.a: ");
        risk.Hazards.Should().Contain(hazard => hazard.Rule.Factor == "exposure");
    }

    [Theory]
    [InlineData("azurerm_network_security_rule",
        """{"access":"Allow","direction":"Inbound","source_address_prefix":"VirtualNetwork"}""")]
    [InlineData("azurerm_network_security_rule", """
        {"access":"Allow","direction":"Outbound","destination_address_prefix":"Internet","source_address_prefix":"*"}
        """)]
    [InlineData("azapi_resource", """
        {"type":"Microsoft.Network/networkSecurityGroups@2024-01-01",
          "body":{"properties":{"securityRules":[{"properties":{"access":"Deny","direction":"Inbound",
          "sourceAddressPrefix":"*"}}]}}}
        """)]
    [InlineData(
        "azapi_resource", """{"type":"Microsoft.App/containerApps@2024-03-01","location":"eastus","tags":null}""")]
    [InlineData("awscc_ec2_security_group",
        """{"security_group_egress":[{"cidr_ip":"0.0.0.0/0"}],"security_group_ingress":[]}""")]
    [InlineData("awscc_ec2_security_group_egress", """{"cidr_ip":"0.0.0.0/0"}""")]
    [InlineData("aws_vpc_security_group_egress_rule", """{"cidr_ipv4":"0.0.0.0/0"}""")]
    [InlineData("aws_route_table", """{"route":[{"cidr_block":"0.0.0.0/0"}]}""")]
    [InlineData("aws_lambda_function_url", """{"authorization_type":"AWS_IAM"}""")]
    [InlineData("oci_core_security_list", """
        {"egress_security_rules":[{"destination":"0.0.0.0/0","protocol":"all"}],
          "ingress_security_rules":[{"source":"10.0.0.0/16"}]}
        """)]
    [InlineData(
        "kubernetes_network_policy", """{"spec":[{"egress":[{"to":[{"ip_block":[{"cidr":"0.0.0.0/0"}]}]}]}]}""")]
    [InlineData("google_compute_firewall", """{"disabled":true,"source_ranges":["0.0.0.0/0"]}""")]
    public void A_value_that_only_resembles_an_exposure_does_not_count(string type, string after)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().BeEmpty();
    }

    [Fact]
    public void An_azapi_body_may_be_a_JSON_text()
    {
        var after = $$"""
            {"type":"Microsoft.Network/networkSecurityGroups@2022-01-01","body":{{JsonSerializer.Serialize(NsgOfAzapi)}}}
            """;

        var risk = Given.Assess(Given.Change("create", "azapi_resource", after: after));

        risk.Factors("exposure").Should().ContainSingle().Which.Should()
            .Contain("body.properties.securityRules[0].properties.sourceAddressPrefix is internet");
    }

    private const string Web = """{"cidr_blocks":["0.0.0.0/0"],"from_port":443,"protocol":"tcp","to_port":443}""";

    [Theory]
    // the same range as two halves
    [InlineData(
        Web, """{"cidr_blocks":["0.0.0.0/1","128.0.0.0/1"],"from_port":443,"protocol":"tcp","to_port":443}""", false)]
    // the same values in another notation
    [InlineData(Web, """{"cidr_blocks":["0.0.0.0/00"],"from_port":443,"protocol":"6","to_port":443}""", false)]
    // half of the range
    [InlineData(Web, """{"cidr_blocks":["0.0.0.0/1"],"from_port":443,"protocol":"tcp","to_port":443}""", false)]
    // every protocol
    [InlineData(Web, """{"cidr_blocks":["0.0.0.0/0"],"from_port":443,"protocol":"-1","to_port":443}""", true)]
    // one more port
    [InlineData(Web, """{"cidr_blocks":["0.0.0.0/0"],"from_port":442,"protocol":"tcp","to_port":443}""", true)]
    // every port
    [InlineData(Web, """{"cidr_blocks":["0.0.0.0/0"],"from_port":0,"protocol":"tcp","to_port":65535}""", true)]
    // the other address family
    [InlineData(Web,
        """{"cidr_blocks":["0.0.0.0/0"],"from_port":443,"ipv6_cidr_blocks":["::/0"],"protocol":"tcp","to_port":443}""",
        true)]
    [InlineData("""{"cidr_blocks":["0.0.0.0/0"],"from_port":0,"protocol":"-1","to_port":0}""", Web, false)] // less
    [InlineData("""{"cidr_blocks":["0.0.0.0/0"],"from_port":400,"protocol":"tcp","to_port":500}""", Web, false)]
    // from half of the range to all of it
    [InlineData("""{"cidr_blocks":["0.0.0.0/1"],"from_port":443,"protocol":"tcp","to_port":443}""", Web, true)]
    [InlineData("""{"cidr_blocks":["10.0.0.0/8"],"from_port":443,"protocol":"tcp","to_port":443}""", Web, true)]
    [InlineData("""{"cidr_blocks":null,"from_port":443,"protocol":"tcp","to_port":443}""", Web, true)]
    public void Only_newly_reachable_ports_and_addresses_count(string before, string after, bool expected)
    {
        var (from, to) = ($$"""{"ingress":[{{before}}]}""", $$"""{"ingress":[{{after}}]}""");
        var update = Given.Change("update", "aws_security_group", before: from, after: to);
        var replacement = Given.Change("create,delete", "aws_security_group", before: from, after: to);

        var risks = new[] { Given.Assess(update), Given.Assess(replacement) };

        risks.Should().AllSatisfy(risk => risk.Factors("exposure").Should().HaveCount(expected ? 1 : 0));
    }

    [Fact]
    public void Address_blocks_of_several_rules_are_combined_if_they_open_the_same_port()
    {
        string Rules(Func<int, int> port) => $$"""{"ingress":[{{string.Join(',', Enumerable.Range(0, 32).Select(i =>
            $$"""{"cidr_blocks":["{{i * 8}}.0.0.0/8"],"from_port":{{port(i)}},"to_port":65535}"""))}}]}""";

        var one = Given.Assess(Given.Change("create", "aws_security_group", after: Rules(i => i)));
        var apart = Given.Assess(
            Given.Change("create", "aws_security_group",
                after: Rules(i => i).Replace("65535", "0", StringComparison.Ordinal)
                    .Replace("\"to_port\":0", "\"to_port\":null", StringComparison.Ordinal)));

        one.Factors("exposure").Should().ContainSingle().Which.Should()
            .Be("exposure 20 at aws_security_group.a: ingress[0].cidr_blocks: " +
                "32 blocks together are open to the world");
        apart.Factors("exposure").Should().BeEmpty("each port is open to one block");
    }

    [Theory]
    [InlineData("aws_s3_bucket_acl", """{"acl":"public-read-write"}""", """{"acl":"public-read"}""", false)] // less
    [InlineData("aws_s3_bucket_acl", """{"acl":"public-read"}""", """{"acl":"public-read-write"}""", true)]
    [InlineData("aws_s3_bucket_acl", """{"acl":null}""", """{"acl":"public-read"}""", true)]
    [InlineData("azurerm_storage_container", """{"container_access_type":"container"}""",
        """{"container_access_type":"blob"}""", false)]
    [InlineData("azurerm_storage_container", """{"container_access_type":"blob"}""",
        """{"container_access_type":"container"}""", true)]
    [InlineData("google_storage_bucket_iam_member", """{"member":"allUsers","role":"roles/storage.objectViewer"}""",
        """{"member":"allUsers","role":"roles/storage.admin"}""", true)]
    [InlineData("google_storage_bucket_iam_binding", """{"members":["allUsers"],"role":"a"}""",
        """{"members":["allAuthenticatedUsers"],"role":"a"}""", false)]
    [InlineData("google_storage_bucket_iam_binding", """{"members":["user:a"],"role":"a"}""",
        """{"members":["user:a","allUsers"],"role":"a"}""", true)]
    [InlineData("azurerm_key_vault", """{"network_acls":[{"default_action":"Deny"}]}""",
        """{"network_acls":[{"default_action":"Allow"}]}""", true)]
    [InlineData(
        "azurerm_key_vault", """{"network_acls":[{"default_action":"Deny"}]}""", """{"network_acls":[]}""", true)]
    // unknown
    [InlineData("azurerm_key_vault", """{"network_acls":[{"default_action":"Deny"}]}""",
        """{"network_acls":{"$":"unknown"}}""", false)]
    [InlineData("azurerm_key_vault", """{"public_network_access_enabled":false}""",
        """{"public_network_access_enabled":true}""", true)]
    [InlineData(
        "aws_s3_bucket_public_access_block", """{"block_public_acls":true}""", """{"block_public_acls":null}""", true)]
    [InlineData("awscc_s3_bucket", """{"public_access_block_configuration":{"block_public_acls":true}}""",
        """{"public_access_block_configuration":null}""", true)]
    [InlineData("google_storage_bucket", """{"public_access_prevention":"enforced"}""",
        """{"public_access_prevention":"enforced","name":"b"}""", false)]
    [InlineData(
        "aws_lambda_function_url", """{"authorization_type":"AWS_IAM"}""", """{"authorization_type":"NONE"}""", true)]
    [InlineData("aws_lambda_function_url", """{"authorization_type":"NONE"}""",
        """{"authorization_type":"NONE","cors":[]}""", false)]
    public void Only_increased_exposure_counts(string type, string before, string after, bool expected)
    {
        var change = Given.Change("update", type, before: before, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().HaveCount(expected ? 1 : 0);
        if (expected) risk.Hazards.Should().ContainSingle(hazard => hazard.Rule.Factor == "exposure");
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject"}""", true)]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::1:root"},"Action":"s3:GetObject"}""", true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Condition":{"Bool":{"aws:SecureTransport":"true"}}}
        """, true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}}}
        """, true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}}
        """, true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Condition":{"StringLike":{"aws:PrincipalArn":"*"}}}
        """, true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}
        """, true)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}
        """, false)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}
        """, false)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
          "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}
        """, false)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"s3:*"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"s3:GetObject"}""", false)]
    [InlineData(
        """{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject"}""", false)]
    public void A_resource_policy_that_allows_everyone_is_an_exposure(string statement, bool expected)
    {
        var policy = JsonSerializer.Serialize($$"""{"Statement":[{{statement}}]}""");

        foreach (var type in new[] { "aws_s3_bucket_policy", "aws_sqs_queue", "aws_secretsmanager_secret_policy" })
        {
            var risk = Given.Assess(Given.Change("create", type, after: $$"""{"policy":{{policy}}}"""));

            risk.Factors("exposure").Should()
                .Equal(expected ? [$"exposure 20 at {type}.a: policy allows everyone"] : []);
            risk.Factors("identity").Should()
                .NotContain(
                    factor => factor.StartsWith("identity 30", StringComparison.Ordinal), "it is reported once");
        }
    }

    [Fact]
    public void Many_rules_with_many_ports_are_assessed_in_time()
    {
        var rules = string.Join(',',
            Enumerable.Range(1, 20_000)
                .Select(
                    i => $$"""
                        {"cidr_blocks":["{{i % 223}}.0.0.0/8","0.0.0.0/0"],"from_port":{{i}},"to_port":{{i + 7}}}
                        """));
        var change = Given.Change("create", "aws_security_group", after: $$"""{"ingress":[{{rules}}]}""");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().ContainSingle();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }
}
