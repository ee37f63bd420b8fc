namespace TfPilot.Core.Tests.Risks;

public sealed class DataLossTests
{
    [Theory]
    [InlineData("delete")]
    [InlineData("delete,create")]
    [InlineData("create,delete")]
    public void A_deleted_stateful_resource_loses_its_data(string actions)
    {
        var change = Given.Change(actions, type: "aws_db_instance");

        var risk = Given.Assess(change);

        risk.Factors("data-loss").Should().Equal("data-loss 40 at aws_db_instance.a: stateful");
    }

    [Theory]
    [InlineData("delete", "null_resource", null)] // nothing is lost
    [InlineData("update", "aws_db_instance", null)]
    [InlineData("create", "aws_db_instance", null)]
    [InlineData("forget", "aws_db_instance", null)] // lives on, unmanaged
    [InlineData("create,forget", "aws_db_instance", null)]
    [InlineData("delete", "aws_db_instance", "00ab12cd")] // a leftover
    public void A_resource_that_is_not_destroyed_loses_no_data(string actions, string type, string? deposed)
    {
        var change = Given.Change(actions, type, deposed: deposed);

        var risk = Given.Assess(change);

        risk.Factors("data-loss").Should().BeEmpty();
    }

    [Theory]
    [InlineData("aws_db_instance", """{"skip_final_snapshot":true}""", "55: stateful, skip_final_snapshot is true")]
    [InlineData("aws_s3_bucket", """{"force_destroy":true}""", "55: stateful, force_destroy is true")]
    [InlineData("aws_rds_cluster", """{"backup_retention_period":0}""", "55: stateful, backup_retention_period is 0")]
    [InlineData("aws_rds_cluster", """{"backup_retention_period":7,"skip_final_snapshot":false}""", "40: stateful")]
    [InlineData("aws_db_instance", """{"skip_final_snapshot":true,"backup_retention_period":0}""",
        "55: stateful, skip_final_snapshot is true, backup_retention_period is 0")]
    [InlineData("aws_dynamodb_table", """{"point_in_time_recovery":[{"enabled":false}]}""",
        "55: stateful, point_in_time_recovery[0].enabled is false")]
    [InlineData("aws_kms_key", "{}", "60: stateful, the data it protects becomes unreadable")]
    [InlineData("aws_backup_vault", """{"force_destroy":true}""",
        "75: stateful, force_destroy is true, the data it protects becomes unreadable")]
    [InlineData("aws_db_instance", """{"final_snapshot_identifier":"last","deletion_protection":true}""",
        "20: stateful, final_snapshot_identifier is set and deletion_protection is true, so apply will fail")]
    [InlineData(
        "aws_db_instance", """{"final_snapshot_identifier":"last","deletion_protection":false}""", "40: stateful")]
    [InlineData("aws_db_instance", """{"final_snapshot_identifier":null,"deletion_protection":true}""", "40: stateful")]
    // hidden values are not evidence
    [InlineData("aws_db_instance", """{"skip_final_snapshot":{"$":"sensitive"}}""", "40: stateful")]
    public void Backups_and_retention_settings_determine_the_points(string type, string before, string expected)
    {
        var deletion = Given.Change("delete", type, before: before);
        var replacement = Given.Change("delete,create", type, before: before,
            after: """{"skip_final_snapshot":true,"deletion_protection":true}""");

        var risks = new[] { Given.Assess(deletion), Given.Assess(replacement) };

        risks.Should()
            .AllSatisfy(risk => risk.Factors("data-loss").Should()
                .Equal(expected.Insert(2, $" at {type}.a").Insert(0, "data-loss ")));
    }
}
