namespace TfPilot.Core.Tests.Risks;

public sealed class ExposureTests
{
    [Theory]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["10.0.0.0/8","0.0.0.0/0"]}]}""",
        "ingress[0].cidr_blocks has 0.0.0.0/0")]
    [InlineData("aws_security_group", """{"ingress":[{"ipv6_cidr_blocks":["::/0"]}]}""",
        "ingress[0].ipv6_cidr_blocks has ::/0")]
    [InlineData(
        "aws_security_group_rule", """{"type":"ingress","cidr_blocks":["0.0.0.0/0"]}""", "cidr_blocks has 0.0.0.0/0")]
    [InlineData("aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"0.0.0.0/0"}""", "cidr_ipv4 is 0.0.0.0/0")]
    [InlineData("aws_network_acl_rule", """{"egress":false,"rule_action":"allow","cidr_block":"0.0.0.0/0"}""",
        "cidr_block is 0.0.0.0/0")]
    [InlineData("aws_eks_cluster",
        """{"vpc_config":[{"endpoint_public_access":true,"public_access_cidrs":["0.0.0.0/0"]}]}""",
        "vpc_config[0].public_access_cidrs has 0.0.0.0/0")]
    [InlineData("google_compute_firewall",
        """{"allow":[{"ports":["22"]}],"deny":[],"direction":null,"source_ranges":["0.0.0.0/0"]}""",
        "source_ranges has 0.0.0.0/0")]
    [InlineData("google_sql_database_instance",
        """{"settings":[{"ip_configuration":[{"authorized_networks":[{"value":"0.0.0.0/0"}]}]}]}""",
        "settings[0].ip_configuration[0].authorized_networks[0].value is 0.0.0.0/0")]
    [InlineData("azurerm_network_security_rule",
        """{"access":"Allow","direction":"Inbound","source_address_prefix":"Internet"}""",
        "source_address_prefix is Internet")]
    [InlineData("azurerm_network_security_group",
        """{"security_rule":[{"access":"Allow","direction":"Inbound","source_address_prefix":"*"}]}""",
        "security_rule[0].source_address_prefix is *")]
    [InlineData("azurerm_mssql_firewall_rule", """{"start_ip_address":"0.0.0.0","end_ip_address":"255.255.255.255"}""",
        "end_ip_address is 255.255.255.255")]
    [InlineData("aws_db_instance", """{"publicly_accessible":true}""", "publicly_accessible is true")]
    [InlineData("aws_s3_bucket_acl", """{"acl":"public-read"}""", "acl is public-read")]
    [InlineData("azurerm_storage_container", """{"container_access_type":"blob"}""", "container_access_type is blob")]
    [InlineData("google_storage_bucket_iam_member", """{"member":"allUsers"}""", "member is allUsers")]
    [InlineData("google_project_iam_policy",
        """{"policy_data":"{\"bindings\":[{\"members\":[\"allAuthenticatedUsers\"]}]}"}""",
        "policy_data has allAuthenticatedUsers")]
    public void An_exposure_names_the_path_and_value(string type, string after, string evidence)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().Equal($"exposure 20 at {type}.a: {evidence}");
    }

    [Theory]
    [InlineData(
        "azurerm_key_vault", """{"public_network_access_enabled":true}""", "public_network_access_enabled is true")]
    [InlineData("aws_db_instance", """{"storage_encrypted":false}""", "storage_encrypted is false")]
    [InlineData(
        "aws_instance", """{"root_block_device":[{"encrypted":false}]}""", "root_block_device[0].encrypted is false")]
    [InlineData(
        "azurerm_storage_account", """{"https_traffic_only_enabled":false}""", "https_traffic_only_enabled is false")]
    public void An_exposure_with_other_protection_counts_half(string type, string after, string evidence)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().Equal($"exposure 10 at {type}.a: {evidence}");
        risk.Hazards.Should().BeEmpty();
    }

    [Theory]
    [InlineData("aws_security_group", """{"egress":[{"cidr_blocks":["0.0.0.0/0"]}],"ingress":[]}""")] // the way out
    [InlineData("aws_security_group_rule", """{"type":"egress","cidr_blocks":["0.0.0.0/0"]}""")]
    [InlineData("aws_vpc_security_group_egress_rule", """{"cidr_ipv4":"0.0.0.0/0"}""")]
    [InlineData("google_compute_firewall",
        """{"direction":"EGRESS","destination_ranges":["0.0.0.0/0"],"source_ranges":["0.0.0.0/0"]}""")]
    [InlineData("google_compute_firewall", """{"deny":[{"protocol":"all"}],"source_ranges":["0.0.0.0/0"]}""")]
    [InlineData("azurerm_network_security_rule", """{"direction":"Outbound","source_address_prefix":"*"}""")]
    [InlineData(
        "azurerm_network_security_rule", """{"access":"Deny","direction":"Inbound","source_address_prefix":"*"}""")]
    [InlineData("azurerm_network_security_rule",
        """{"direction":"Inbound","source_address_prefix":"10.0.0.0/8","destination_address_prefix":"*"}""")]
    [InlineData(
        "aws_eks_cluster", """{"vpc_config":[{"endpoint_public_access":false,"public_access_cidrs":["0.0.0.0/0"]}]}""")]
    [InlineData("aws_route", """{"destination_cidr_block":"0.0.0.0/0"}""")] // a route lets nobody in
    [InlineData("aws_security_group", """{"description":"not 0.0.0.0/0","ingress":[{"cidr_blocks":["10.0.0.0/8"]}]}""")]
    [InlineData("aws_db_instance", """{"publicly_accessible":false,"storage_encrypted":true}""")]
    [InlineData("aws_s3_bucket_acl", """{"acl":"private"}""")]
    [InlineData("aws_s3_bucket_public_access_block", """{"block_public_acls":false}""")] // a new one weakens nothing
    [InlineData("google_project_iam_member", """{"member":"user:ann@example.com"}""")]
    [InlineData("null_resource", """{"triggers":{"cidr_blocks":"0.0.0.0/0"}}""")]
    public void A_configuration_without_inbound_access_is_no_exposure(string type, string after)
    {
        var change = Given.Change("create", type, after: after);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().BeEmpty();
    }

    private const string Open443 = """{"cidr_blocks":["0.0.0.0/0"],"from_port":443}""";
    private const string Open22 = """{"cidr_blocks":["0.0.0.0/0"],"from_port":22}""";
    private const string Closed = """{"cidr_blocks":["10.0.0.0/8"],"from_port":443}""";

    [Theory]
    [InlineData(Open443, Open443, false)]
    [InlineData($"{Open443},{Closed}", $"{Closed},{Open443}", false)] // in another order
    // already open before
    [InlineData(
        $"{Open443}", """{"cidr_blocks":["10.0.0.0/8","0.0.0.0/0"],"description":"web","from_port":443}""", false)]
    [InlineData($"{Open443},{Open22}", Open443, false)] // one less
    [InlineData(Closed, Open443, true)]
    [InlineData(Open443, Open22, true)] // another port
    [InlineData(Open443, $"{Open22},{Open443}", true)] // one more
    [InlineData("""{"cidr_blocks":{"$":"sensitive"}}""", Open443, true)] // what was hidden does not count as open
    public void Only_newly_opened_access_counts(string before, string after, bool expected)
    {
        var change = Given.Change("update", "aws_security_group", before: $$"""{"ingress":[{{before}}]}""",
            after: $$"""{"ingress":[{{after}}]}""");

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should().HaveCount(expected ? 1 : 0);
    }

    [Theory]
    [InlineData("aws_db_instance", """{"publicly_accessible":null}""", """{"publicly_accessible":true}""", true)]
    [InlineData("aws_db_instance", """{"publicly_accessible":true}""", """{"publicly_accessible":true}""", false)]
    [InlineData("aws_db_instance", """{"storage_encrypted":true}""", """{"storage_encrypted":false}""", true)]
    // it was never enabled
    [InlineData("aws_db_instance", """{"storage_encrypted":null}""", """{"storage_encrypted":false}""", false)]
    [InlineData(
        "aws_s3_bucket_public_access_block", """{"block_public_acls":true}""", """{"block_public_acls":false}""", true)]
    [InlineData("aws_s3_bucket_public_access_block", """{"block_public_acls":false}""",
        """{"block_public_acls":true}""", false)]
    [InlineData("google_storage_bucket", """{"public_access_prevention":"enforced"}""",
        """{"public_access_prevention":"inherited"}""", true)]
    public void A_flag_counts_only_if_it_changes(string type, string before, string after, bool expected)
    {
        var update = Given.Change("update", type, before: before, after: after);
        var replacement = Given.Change("delete,create", type, before: before, after: after);

        var risks = new[] { Given.Assess(update), Given.Assess(replacement) };

        risks.Should().AllSatisfy(risk => risk.Factors("exposure").Should().HaveCount(expected ? 1 : 0));
    }

    [Theory]
    [InlineData("delete", "aws_s3_bucket_public_access_block", true)]
    [InlineData("delete", "aws_s3_account_public_access_block", true)]
    [InlineData("delete", "google_storage_bucket", false)]
    [InlineData("forget", "aws_s3_bucket_public_access_block", false)] // it still blocks
    public void A_deleted_public_access_block_is_an_exposure(string actions, string type, bool expected)
    {
        var change = Given.Change(actions, type);

        var risk = Given.Assess(change);

        risk.Factors("exposure").Should()
            .Equal(expected ? [$"exposure 20 at {type}.a: the public access block is deleted"] : []);
    }

    [Fact]
    public void Many_exposures_of_one_resource_count_once_and_are_listed_partially()
    {
        var rules = string.Join(
            ',', Enumerable.Range(1, 8).Select(port => $$"""{"cidr_blocks":["0.0.0.0/0"],"from_port":{{port}}}"""));

        var risk = Given.Assess(Given.Change("create", "aws_security_group", after: $$"""{"ingress":[{{rules}}]}"""));

        risk.Factors("exposure").Should().ContainSingle().Which.Should()
            .EndWith("ingress[4].cidr_blocks has 0.0.0.0/0 and 3 more");
    }
}
