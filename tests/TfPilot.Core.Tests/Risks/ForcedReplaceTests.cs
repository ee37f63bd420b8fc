namespace TfPilot.Core.Tests.Risks;

public sealed class ForcedReplaceTests
{
    [Theory]
    [InlineData("engine_version", "engine_version forces replacement")]
    [InlineData("name,ingress[0].cidr_blocks", "name, ingress[0].cidr_blocks force replacement")]
    [InlineData("", "the provider cannot update it in place")]
    public void The_paths_that_force_a_replacement_are_listed(string paths, string evidence)
    {
        var change = Given.Change("delete,create", reason: "replace_because_cannot_update",
            replacing: paths.Split(',', StringSplitOptions.RemoveEmptyEntries));

        var risk = Given.Assess(change);

        risk.Factors("forced-replace").Should().Equal($"forced-replace 10 at null_resource.a: {evidence}");
    }

    [Theory]
    [InlineData("create,delete", "replace_because_cannot_update", true)]
    [InlineData("create,forget", "replace_because_cannot_update", true)]
    [InlineData("delete,create", "replace_because_tainted", false)] // wanted
    [InlineData("delete,create", "replace_by_request", false)]
    [InlineData("delete,create", "replace_by_triggers", false)]
    [InlineData("delete,create", null, false)]
    [InlineData("update", "replace_because_cannot_update", false)]
    public void Only_an_unrequested_replacement_is_forced(string actions, string? reason, bool expected)
    {
        var change = Given.Change(actions, reason: reason);

        var risk = Given.Assess(change);

        risk.Factors("forced-replace").Should().HaveCount(expected ? 1 : 0);
    }

    [Theory]
    [InlineData("delete,create", "aws_lb", true)]
    [InlineData("delete,create", "google_compute_instance", true)]
    [InlineData("delete,create", "azurerm_linux_virtual_machine", true)]
    [InlineData("delete,create", "kubernetes_deployment_v1", true)]
    [InlineData("delete,create", "aws_route53_record", true)]
    [InlineData("create,delete", "aws_lb", false)] // the successor comes first
    [InlineData("delete", "aws_lb", false)] // no successor to wait for
    [InlineData("delete,create", "aws_iam_role", false)] // serves nobody
    public void A_serving_resource_deleted_before_replacement_has_downtime(string actions, string type, bool expected)
    {
        var change = Given.Change(actions, type);

        var risk = Given.Assess(change);

        risk.Factors("downtime").Should()
            .Equal(expected ? [$"downtime 8 at {type}.a: deleted before its replacement is created"] : []);
    }
}
