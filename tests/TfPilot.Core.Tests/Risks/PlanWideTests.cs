namespace TfPilot.Core.Tests.Risks;

public sealed class PlanWideTests
{
    [Theory]
    [InlineData("update", "aws_vpc", true)]
    [InlineData("delete", "google_dns_managed_zone", true)]
    [InlineData("delete,create", "azurerm_virtual_network", true)]
    [InlineData("forget", "aws_eks_cluster", true)]
    [InlineData("create,forget", "aws_organizations_account", true)]
    [InlineData("update", "aws_route_table", true)]
    [InlineData("create", "aws_vpc", false)] // nothing stands on it yet
    [InlineData("update", "aws_vpc_security_group_ingress_rule", false)]
    [InlineData("update", "azurerm_kubernetes_cluster_node_pool", false)]
    public void A_core_network_resource_counts_unless_it_is_new(string actions, string type, bool expected)
    {
        var change = Given.Change(actions, type);

        var risk = Given.Assess(change);

        risk.Factors("core-network").Should()
            .Equal(expected ? [$"core-network 20 at {type}.a: other resources depend on this {type}"] : []);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(6, 8)]
    [InlineData(32, 15)]
    [InlineData(1000, 15)]
    public void Size_points_grow_with_the_logarithm_of_the_number_of_changes(int objects, int points)
    {
        var changes = Enumerable.Range(0, objects).Select(i => Given.Change("create", address: $"null_resource.a[{i}]"))
            .ToArray();

        var risk = Given.Assess(changes);

        risk.Factors("size").Should().Equal(points == 0 ? [] : [$"size {points}: {objects} objects change"]);
    }

    [Fact]
    public void Moves_imports_and_reads_do_not_count_toward_the_size()
    {
        var changes = new[] { Given.Change("forget"), Given.Change("no-op", import: true),
            Given.Change("no-op", from: "null_resource.b"), Given.Change("read", data: true) };

        var risk = Given.Assess(changes);

        risk.Factors("size").Should().BeEmpty();
    }

    [Theory]
    [InlineData("update", "null_resource.a", true)]
    [InlineData("create", "null_resource.a", true)] // deleted by hand, and back again
    [InlineData("no-op", "null_resource.a", false)]
    [InlineData("update", "null_resource.b", false)]
    public void A_change_of_a_drifted_resource_counts(string actions, string address, bool expected)
    {
        var plan = Given.Plan(
            Given.Change(actions, address: address)) with
        { Drift = [Given.Change(address: "null_resource.a")] };

        var risk = Given.Assess(plan);

        risk.Factors("drift-mixed").Should()
            .Equal(expected ? ["drift-mixed 8 at null_resource.a: also changed outside Terraform since the last apply"]
                : []);
    }
}
