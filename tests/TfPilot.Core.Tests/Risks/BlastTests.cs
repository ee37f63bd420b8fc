using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class BlastTests
{
    private static readonly DependencyGraph Chain = Given.Graph(
        ("aws_vpc.a", ["aws_subnet.a"]),
        ("aws_subnet.a", ["aws_instance.a", "data.aws_ami.a", "module.db.aws_db_instance.a"]),
        ("aws_instance.a", []),
        ("data.aws_ami.a", []),
        ("module.db.aws_db_instance.a", []));

    [Fact]
    public void Reach_includes_the_managed_blocks_that_depend_on_a_change()
    {
        var plan = Given.Plan(Given.Change("update", "aws_vpc")) with { Graph = Chain };

        var risk = Given.Assess(plan);

        risk.Factors("blast").Should()
            .Equal(
                "blast 12 at aws_vpc.a: 1 changed resource reaches 3 dependants, up to 2 steps away, 1 of " +
                    "them stateful");
        risk.Blasts.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new BlastRadius(new("aws_vpc.a"), ["aws_instance.a", "aws_subnet.a", "module.db.aws_db_instance.a"], 1, 2,
                AtLeast: false));
    }

    [Fact]
    public void A_changed_resource_is_not_counted_as_reached_by_another_change()
    {
        var changes = new[] { Given.Change("delete", "aws_subnet"), Given.Change("update", "aws_vpc"),
            Given.Change("update", "aws_instance") };

        var risk = Given.Assess(Given.Plan(changes) with { Graph = Chain });

        risk.Factors("blast").Should()
            .Equal(
                "blast 8 at aws_vpc.a: 2 changed resources reach 1 dependant, up to 2 steps away, 1 of them stateful");
        risk.Blasts.Select(blast => blast.Address.Text).Should().Equal("aws_subnet.a", "aws_vpc.a");
    }

    [Theory]
    [InlineData("create")]
    [InlineData("no-op")]
    public void New_and_unchanged_resources_have_no_reach(string actions)
    {
        var plan = Given.Plan(Given.Change(actions, "aws_vpc", import: true)) with { Graph = Chain };

        var risk = Given.Assess(plan);

        risk.Factors("blast").Should().BeEmpty();
        risk.Blasts.Should().BeEmpty();
    }

    [Fact]
    public void Every_instance_has_the_reach_of_its_block()
    {
        var changes = Enumerable.Range(0, 3).Select(i => Given.Change("delete", "aws_subnet", $"aws_subnet.a[{i}]"))
            .ToArray();

        var risk = Given.Assess(Given.Plan(changes) with { Graph = Chain });

        risk.Blasts.Should().HaveCount(3).And.OnlyContain(blast => blast.Dependants!.Count == 2 && blast.Depth == 1);
        risk.Factors("blast").Should().ContainSingle().Which.Should()
            .StartWith("blast 10 at aws_subnet.a[0]: 3 changed resources reach 2 dependants, up to 1 step away");
    }

    [Fact]
    public void A_resource_that_exists_only_in_the_state_has_unknown_dependants()
    {
        var plan = Given.Plan(Given.Change("delete", "aws_eip")) with { Graph = Chain };

        var risk = Given.Assess(plan);

        risk.Blasts.Should().Equal(new BlastRadius(new("aws_eip.a"), null, 0, 0, AtLeast: false));
        risk.Factors("blast").Should().BeEmpty();
    }

    [Fact]
    public void Hidden_dependencies_make_the_reach_a_lower_bound()
    {
        var graph = new DependencyGraph(
            new Dictionary<string, IReadOnlyList<string>> { ["aws_vpc.a"] = ["aws_eip.a"], ["aws_eip.a"] = [] },
            hidden: true);

        var risk = Given.Assess(Given.Plan(Given.Change("update", "aws_vpc")) with { Graph = graph });

        risk.Factors("blast").Should()
            .Equal("blast 4 at aws_vpc.a: 1 changed resource reaches at least 1 dependant, up to 1 step away");
    }

    [Fact]
    public void Reach_points_are_limited_to_twenty()
    {
        string[] dependants = [.. Enumerable.Range(0, 100).Select(i => $"aws_eip.e{i}")];

        var risk = Given.Assess(
            Given.Plan(Given.Change("forget", "aws_vpc")) with { Graph = Given.Graph(("aws_vpc.a", dependants)) });

        risk.Factors.Should().ContainSingle(factor => factor.Id == "blast").Which.Points.Should().Be(20);
    }
}
