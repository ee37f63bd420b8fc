using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class StatefulTypesTests
{
    [Theory]
    [InlineData("aws_db_instance", true)]
    [InlineData("aws_rds_cluster", true)]
    [InlineData("aws_rds_cluster_instance", true)]
    [InlineData("aws_elasticache_replication_group", true)]
    [InlineData("aws_organizations_account", true)]
    [InlineData("google_spanner_database", true)]
    [InlineData("google_pubsub_subscription", true)]
    [InlineData("azurerm_key_vault", true)]
    [InlineData("azurerm_storage_account", true)]
    [InlineData("kubernetes_persistent_volume_claim_v1", true)]
    [InlineData("random_password", true)] // a new one rotates secrets
    [InlineData("snowflake_table", true)]
    [InlineData("aws_instance", false)]
    [InlineData("aws_s3_bucket_acl", false)]
    [InlineData("aws_elasticache_subnet_group", false)]
    [InlineData("terraform_data", false)]
    public void The_built_in_stateful_types_store_data(string type, bool expected)
    {
        var types = StatefulTypes.BuiltIn;

        var stateful = types.Contains(type);

        stateful.Should().Be(expected);
    }

    [Theory]
    [InlineData("acme_ledger", true)]
    [InlineData("aws_sqs_queue", false)]
    [InlineData("aws_db_instance", true)]
    [InlineData("acme_scratch", false)] // removal has the last word
    public void Users_can_add_and_remove_stateful_types(string type, bool expected)
    {
        var types = new StatefulTypes(add: ["acme_*"], remove: ["aws_sqs_*", "acme_scratch"]);

        var stateful = types.Contains(type);

        stateful.Should().Be(expected);
    }
}
