using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Costs;

public sealed class CostReviewTests
{
    private static readonly Risk NoRisk = new(RiskClass.Safe, 0, []);

    [Theory]
    [InlineData("aws_instance.web")]
    [InlineData("aws_instance.web[0]")]
    [InlineData("module.net[\"eu\"].module.b.aws_instance.web[\"a.b\"]")]
    public void A_cost_is_joined_to_the_planned_change_with_the_same_address(string address)
    {
        var changes = new[] { Given.Change("update", "aws_instance", "aws_instance.other"),
            Given.Change("delete,create", "aws_instance", address) };

        var line = Review([An.Resource(address, 4)], [An.Resource(address, 6)], changes).Lines.Should()
            .ContainSingle().Which;

        (line.Address, line.Change!.Word, line.IsFromReplace, line.Cost.Delta).Should()
            .Be((address, "replace", true, 2m));
    }

    [Fact]
    public void Risk_factors_of_the_address_are_included()
    {
        var (here, there, whole) = (Factor("aws_instance.web"), Factor("aws_instance.other"), Factor(null));

        var line = CostReview.Of(Cost([], [An.Resource("aws_instance.web")]),
            [Given.Change("create", "aws_instance", "aws_instance.web")],
            NoRisk with { Factors = [here, there, whole] }).Lines[0];

        line.Factors.Should().Equal(here);
    }

    [Fact]
    public void A_cost_without_a_planned_change_stays_listed()
    {
        var line = Review([An.Resource("aws_instance.web", 4)], [An.Resource("aws_instance.web", 6)]).Lines[0];

        (line.Address, line.Change, line.IsFromReplace).Should().Be(("aws_instance.web", null, false));
    }

    [Theory]
    [InlineData("module.a.aws_instance.web", "module.a[0].aws_instance.web", true)] // Infracost could not tell the key
    [InlineData("module.a[1].aws_instance.web", "module.a[0].aws_instance.web", false)] // another instance
    public void A_missing_instance_key_still_joins_an_unambiguous_one(string estimated, string planned, bool isJoined)
    {
        var line = Review([], [An.Resource(estimated)], Given.Change("create", "aws_instance", planned)).Lines[0];

        (line.Change is not null).Should().Be(isJoined);
    }

    [Fact]
    public void A_cost_without_an_instance_key_joins_neither_of_two_instances()
    {
        var changes = new[] { Given.Change("create", "aws_instance", "aws_instance.web[0]"),
            Given.Change("create", "aws_instance", "aws_instance.web[1]") };

        var line = Review([], [An.Resource("aws_instance.web")], changes).Lines[0];

        line.Change.Should().BeNull();
    }

    [Fact]
    public void A_moved_resource_is_one_line()
    {
        var move = Given.Change("no-op", "aws_instance", "aws_instance.new", from: "aws_instance.old");

        var lines = Review([An.Resource("aws_instance.old", 4)], [An.Resource("aws_instance.new", 4)], move).Lines;

        lines.Should().ContainSingle().Which.Cost.Delta.Should().Be(0);
    }

    [Theory]
    // another resource now has the old address
    [InlineData("aws_instance.old", "aws_instance.new", "aws_instance.old")]
    // another resource had the new address before
    [InlineData("aws_instance.old", "aws_instance.new", "aws_instance.new")]
    public void A_move_joins_only_a_removed_and_a_new_resource(string from, string to, string onBothSides)
    {
        var move = Given.Change("no-op", "aws_instance", to, from: from);
        PricedResource both = An.Resource(onBothSides, 1);
        PricedResource[] before = onBothSides == from ? [both] : [An.Resource(from, 4), both];
        PricedResource[] after = onBothSides == from ? [both, An.Resource(to, 4)] : [both];

        var lines = Review(before, after, move).Lines;

        lines.Select(line => (line.Cost.Address, Math.Abs(line.Cost.Delta!.Value))).Should()
            .BeEquivalentTo([(onBothSides, 0m), (onBothSides == from ? to : from, 4m)]);
    }

    [Fact]
    public void Deposed_objects_have_no_cost_of_their_own()
    {
        var leftover = Given.Change("delete", "aws_instance", "aws_instance.web", deposed: "00ab12cd");

        var line = Review([], [An.Resource("aws_instance.web")], leftover).Lines[0];

        line.Change.Should().BeNull();
    }

    [Fact]
    public void The_largest_difference_is_listed_first()
    {
        PricedResource[] before = [An.Resource("a.a", 1), An.Resource("a.b", 90), An.Resource("a.c", null)];
        PricedResource[] after = [An.Resource("a.a", 3), An.Resource("a.c", null), An.Resource("a.d", 0)];

        var lines = Review(before, after).Lines;

        lines.Select(line => line.Address).Should().Equal("a.b", "a.a", "a.c", "a.d");
    }

    internal static CostReview Review(
        PricedResource[] before, PricedResource[] after, params ResourceChange[] changes) =>
            CostReview.Of(Cost(before, after), changes, NoRisk);

    private static ProjectCost Cost(PricedResource[] before, PricedResource[] after) =>
        An.Difference(An.Estimate(An.Project("orders", after)), An.Estimate(An.Project("orders", before))).Projects[0];

    private static RiskFactor Factor(string? address) =>
        new("data-loss", 40, address is null ? null : new ResourceAddress(address), "stateful");
}
