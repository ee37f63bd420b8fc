using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Attributes with secret names are masked even if the plan does not declare them sensitive.</summary>
public sealed class SecretNamesTests
{
    private const string Secret = "c0rrect-horse-9";

    [Theory]
    [InlineData("aws_db_instance", "password")]
    [InlineData("aws_rds_cluster", "master_password")]
    [InlineData("aws_redshift_cluster", "master_password_wo")]
    [InlineData("azurerm_mssql_server", "administrator_login_password")]
    [InlineData("random_password", "result")]
    [InlineData("tls_private_key", "private_key_pem")]
    [InlineData("tls_private_key", "private_key_openssh")]
    [InlineData("aws_secretsmanager_secret_version", "secret_string")]
    [InlineData("aws_ssm_parameter", "value")]
    [InlineData("aws_iam_access_key", "secret")]
    [InlineData("aws_iam_access_key", "ses_smtp_password_v4")]
    [InlineData("aws_elasticache_replication_group", "auth_token")]
    [InlineData("aws_vpn_connection", "tunnel1_preshared_key")]
    [InlineData("aws_acm_certificate", "private_key")]
    [InlineData("azurerm_storage_account", "primary_access_key")]
    [InlineData("azurerm_storage_account", "secondary_blob_connection_string")]
    [InlineData("azurerm_storage_account", "primary_connection_string")]
    [InlineData("azurerm_key_vault_secret", "value")]
    [InlineData("azurerm_kubernetes_cluster", "kube_config_raw")]
    [InlineData("azurerm_function_app", "storage_account_access_key")]
    [InlineData("azurerm_virtual_network_gateway_connection", "shared_key")]
    [InlineData("azuread_application_password", "value")]
    [InlineData("google_secret_manager_secret_version", "secret_data")]
    [InlineData("google_service_account_key", "private_key")]
    [InlineData("github_actions_secret", "plaintext_value")]
    [InlineData("vault_generic_secret", "data_json")]
    [InlineData("datadog_monitor", "api_key")]
    [InlineData("okta_app", "clientSecret")] // camel case
    [InlineData("docker_container", "DB_PASSWORD")] // an environment variable
    [InlineData("any", "token")]
    [InlineData("any", "session_token")]
    [InlineData("any", "passphrase")]
    public void A_secret_recognized_by_its_name_is_hidden(string type, string attribute)
    {
        var plan = Update(type, attribute, "\"Tr0ub4dor-3-xyz\"", $"\"{Secret}\"", marks: true);

        RedactionTests.Everything(plan).Should().NotContain(Secret).And.NotContain("Tr0ub4dor");
        plan.Changes[0].AttributeChanges().Should().ContainSingle().Which.After.Should()
            .Be(new PlanValue.Sensitive(Changed: true));
        plan.UnmarkedSecrets.Should().Equal(new UnmarkedSecret($"{type}.a", attribute));
    }

    [Theory]
    [InlineData(
        "password passwords passwd passphrase pwd passcode secret secrets credential credentials psk token " +
        "private_key api_key")]
    [InlineData(
        "kube_config_raw kube_admin_config_raw kubeconfig kubeconfig_raw raw_config pfx pfx_blob p12 pkcs12 " +
        "certificate_p12 apikey dsn")]
    [InlineData("set_sensitive connection_string primary_connection_string my_private_key_pem db_pwd_now")]
    public void The_fast_name_check_misses_no_secret(string names)
    {
        foreach (var name in names.Split(' ')
            .SelectMany(name => new[] { name, name.ToUpperInvariant(), name.Replace('_', '-') }))
            SecretNames.IsSecret(name).Should().BeTrue(name);
        SecretNames.IsSecret("to\u212Aen").Should().BeTrue("the Kelvin sign is an uppercase K");
    }

    [Theory]
    [InlineData("aws_s3_bucket", "kms_key_id")]
    [InlineData("aws_instance", "key_name")]
    [InlineData("aws_key_pair", "public_key")]
    [InlineData("aws_iam_account", "password_policy")]
    [InlineData("aws_iam_account", "password_reset_required")]
    [InlineData("aws_db_instance", "password_secret_arn")]
    [InlineData("aws_dynamodb_table", "hash_key")]
    [InlineData("aws_dynamodb_table", "range_key")]
    [InlineData("aws_s3_object", "key")]
    [InlineData("aws_efs_file_system", "creation_token")]
    [InlineData("aws_instance", "http_tokens")]
    [InlineData("aws_kms_key", "customer_master_key_spec")]
    [InlineData("azurerm_key_vault_secret", "key_vault_id")]
    [InlineData("azurerm_key_vault_secret", "name")]
    [InlineData("azurerm_container_app", "secret_name")]
    [InlineData("aws_secretsmanager_secret", "secret_id")]
    [InlineData("google_compute_disk", "kms_key_self_link")]
    [InlineData("kubernetes_service_account", "automount_service_account_token_enabled")]
    [InlineData("azurerm_key_vault", "secret_permissions")]
    [InlineData("any", "token_type")]
    [InlineData("any", "token_ttl")]
    [InlineData("any", "primary_key")]
    [InlineData("any", "partition_key")]
    [InlineData("any", "private_key_path")]
    [InlineData("any", "PASSWORD_FILE")]
    [InlineData("any", "passwordless")]
    [InlineData("any", "secretary")]
    [InlineData("any", "ssh_public_key")]
    public void A_name_that_only_resembles_a_secret_is_shown(string type, string attribute)
    {
        var plan = Update(type, attribute, "\"old-text\"", "\"new-text\"", marks: true);

        plan.Changes[0].AttributeChanges().Should().ContainSingle().Which.After.Should()
            .Be(new PlanValue.Text("new-text"));
        plan.UnmarkedSecrets.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"")] // where it is
    [InlineData("\"https://vault.azure.net/secrets/db\"")]
    [InlineData("\"projects/p/secrets/db\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("5")]
    [InlineData("[{\"name\":\"db\"}]")] // a block
    public void A_value_that_is_not_a_secret_is_shown_under_any_name(string value) =>
        Update("any", "password", "null", value, marks: true).UnmarkedSecrets.Should().BeEmpty();

    [Theory]
    [InlineData("""{"tags":{"token":"not-a-secret"}}""")]
    [InlineData("""{"labels":{"secret":"not-a-secret"}}""")]
    [InlineData("""{"env":[{"name":"PASSWORD_FILE","value":"not-a-secret"}]}""")]
    [InlineData("""{"value_from":[{"secret_key_ref":[{"secret":"not-a-secret"}]}]}""")]
    public void Names_of_tags_and_similar_keys_do_not_mark_secrets(string after) =>
        Create("any", after).Changes[0].After.ToString().Should().Contain("not-a-secret");

    [Theory]
    [InlineData("any", """{"env":[{"name":"DB_PASSWORD","value":"c0rrect-horse-9"}]}""")]
    [InlineData("any", """{"environment":[{"variables":{"API_TOKEN":"c0rrect-horse-9"}}]}""")]
    [InlineData("any", """{"passwords":["c0rrect-horse-9"]}""")]
    [InlineData("helm_release", """{"set":[{"name":"auth.password","value":"c0rrect-horse-9"}]}""")]
    [InlineData("helm_release", """{"values":["auth:\n  password: c0rrect-horse-9\n"]}""")]
    [InlineData("aws_instance", """{"user_data":"#!/bin/sh\nexport DB_PASSWORD=c0rrect-horse-9\n"}""")]
    [InlineData("aws_instance", """{"user_data_base64":"ZXhwb3J0IERCX1BBU1NXT1JEPWMwcnJlY3QtaG9yc2UtOQ=="}""")]
    [InlineData("aws_ecs_task_definition",
        """{"container_definitions":"[{\"environment\":[{\"DB_PASSWORD\":\"c0rrect-horse-9\"}]}]"}""")]
    [InlineData("helm_release", """{"set_sensitive":[{"name":"auth","value":"c0rrect-horse-9"}]}""")]
    [InlineData(
        "azurerm_linux_web_app", """{"connection_string":[{"name":"db","value":"Server=x;Pwd=c0rrect-horse-9"}]}""")]
    [InlineData("any", """{"database_url":"postgres://app:c0rrect-horse-9@host/db"}""")]
    [InlineData("kubernetes_secret", """{"data":{"anything":"c0rrect-horse-9"}}""")]
    [InlineData("any", """{"password":"c0rrect-horse-9","url":"https://app:c0rrect-horse-9@host"}""")]
    public void Secrets_in_name_value_pairs_scripts_and_copies_are_hidden(string type, string after) =>
        RedactionTests.Everything(Create(type, after)).Should().NotContain(Secret).And.NotContain("ZXhwb3J0");

    [Fact]
    public void A_secret_of_an_unchanged_resource_hides_its_copies()
    {
        var plan = PlanText.Single("""
            {"format_version":"0.1","resource_changes":[
             {"address":"random_password.p","type":"random_password","change":{"actions":["no-op"],"before":{"result":"c0rrect-horse-9"},"after":{"result":"c0rrect-horse-9"}}},
             {"address":"t.a","type":"t","change":{"actions":["create"],"before":null,"after":{"copy":"c0rrect-horse-9"}}}]}
            """);

        RedactionTests.Everything(plan).Should().NotContain(Secret);
    }

    [Theory]
    [InlineData("\"variables\":{\"db_password\":{\"value\":\"c0rrect-horse-9\"}}")]
    [InlineData("""
        "output_changes":{"db_password":{"actions":["create"],"before":null,"after":"c0rrect-horse-9"}}
        """)]
    [InlineData("""
        "output_changes":{"db_url":{"actions":["create"],"before":null,"after":"postgres://app:c0rrect-horse-9@host"}}
        """)]
    [InlineData("""
        "configuration":{"provider_config":{"x":{"name":"x","expressions":{"api_token":{"constant_value":"c0rrect-horse-9"}}}}}
        """)]
    [InlineData("""
        "configuration":{"root_module":{"module_calls":{"m":{"expressions":{"password":{"constant_value":"c0rrect-horse-9"}},"module":{}}}}}
        """)]
    public void Variables_outputs_and_arguments_are_hidden_by_their_names(string part)
    {
        var plan = PlanText.Single("{\"format_version\":\"0.1\"," + part + ",\"resource_changes\":[]}");

        RedactionTests.Everything(plan).Should().NotContain(Secret);
    }

    [Theory]
    [InlineData(false,
        "The plan marks nothing as sensitive. Masked because their names look like secrets: " +
            "aws_db_instance.a (password).")]
    // markers that are empty
    [InlineData(true,
        "The plan marks nothing as sensitive. Masked because their names look like secrets: " +
            "aws_db_instance.a (password).")]
    public void The_review_reports_a_plan_without_sensitivity_information(bool marks, string sentence) =>
        Notices.Of(Update("aws_db_instance", "password", "\"a\"", "\"b\"", marks)).Should().Equal(sentence);

    [Fact]
    public void The_review_warns_of_an_unmarked_secret_next_to_marked_ones()
    {
        var plan = PlanText.Single("""
            {"format_version":"1.2","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["create"],"before":null,
             "after":{"token":"c0rrect-horse-9","other":"x"},"after_sensitive":{"other":true}}}]}
            """);

        Notices.Of(plan).Should()
            .Equal("Masked because their names look like secrets, although the plan does not mark them as sensitive: " +
                "t.a (token).");
    }

    [Fact]
    public void An_old_plan_without_sensitivity_information_is_reported_even_without_secret_names() =>
        Notices.Of(Update("t", "size", "1", "2", marks: false)).Should()
        .Equal("This plan contains no sensitivity information (old Terraform): attributes are masked only if " +
            "their names look like secrets.");

    [Fact]
    public void A_plan_without_secrets_causes_no_warning() =>
    Notices.Of(Update("t", "size", "1", "2", marks: true)).Should().BeEmpty();

    [Theory]
    [InlineData("\"same-secret\"", "\"same-secret\"", 0)]
    [InlineData("\"one-secret\"", "\"two-secret\"", 1)]
    [InlineData("null", "\"two-secret\"", 1)]
    public void A_hidden_secret_still_shows_whether_it_changes(string before, string after, int changes) =>
        Update("t", "password", before, after, marks: true).Changes[0].AttributeChanges().Should().HaveCount(changes);

    private static Plan Update(string type, string attribute, string before, string after, bool marks) =>
        PlanText.Single(
        "{\"format_version\":\"" + (marks ? "1.2" : "0.1") + "\",\"resource_changes\":[{\"address\":\"" + type +
            ".a\",\"type\":\"" + type
        + "\",\"change\":{\"actions\":[\"update\"],\"before\":{\"" + attribute + "\":" + before + "},\"after\":{\"" +
        attribute + "\":" + after + "}"
        + (marks ? ",\"before_sensitive\":{},\"after_sensitive\":{}" : "") + "}}]}");

    private static Plan Create(string type, string after) => PlanText.Single(
        "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"" + type + ".a\",\"type\":\"" + type +
            "\",\"change\":{\"actions\":[\"create\"],"
        + "\"before\":null,\"after\":" + after + ",\"before_sensitive\":false,\"after_sensitive\":{}}}]}");
}
