using TfPilot.Core.Plans;
using TfPilot.Delivery.Locks;

namespace TfPilot.Delivery.Tests.Locks;

public class ClaimTests
{
    private static readonly ApplyLock Held = new(
        "prod", new("live/web", ["a.x"], []), 7, Given.Merge, new(500, 1), ApplyLockState.Applying, Given.Now);

    /// <summary>
    /// Claims meet exactly when the sets of instances that both change or reach have a common element.
    /// </summary>
    [Fact]
    public void Of_generated_pairs_exactly_those_that_overlap_meet()
    {
        var random = new Random(14);
        var (overlapping, disjoint) = (0, 0);
        for (var i = 0; i < 1_000; i++)
        {
            var graph = Graph(random);
            var (one, other) = (Plan(random, graph), Plan(random, graph));
            var expected = Touched(one).Overlaps(Touched(other));

            Claim.Of("p", one).Meets(Claim.Of("p", other)).Should().Be(expected);
            Claim.Of("p", other).Meets(Claim.Of("p", one)).Should().Be(expected);
            (overlapping, disjoint) = expected ? (overlapping + 1, disjoint) : (overlapping, disjoint + 1);
        }

        overlapping.Should().BeGreaterThan(200);
        disjoint.Should().BeGreaterThan(200);
    }

    [Fact]
    public void An_unknown_reach_claims_the_whole_environment()
    {
        var hidden = Given.Plan(Given.Change("a.x", "{}", null)) with
        {
            Graph = new(new Dictionary<string, IReadOnlyList<string>>(), hidden: true),
        };
        var unknown = Given.Plan(Given.Change("a.x", null, "{}")); // not in the configuration's graph

        Claim.Of("p", hidden).IsOnEverything.Should().BeTrue();
        Claim.Of("p", unknown).IsOnEverything.Should().BeTrue();
        Claim.OnEverything("p").Meets(new("q", ["b.y"], [])).Should().BeTrue();
    }

    [Theory]
    [InlineData("live/web", 500, 2, false)] // a later attempt of the same run
    [InlineData("live/web", 501, 1, true)] // another run of the same project
    [InlineData("live/db", 501, 1, true)] // another project of the environment
    public void While_one_applies_the_others_of_the_environment_wait(string project, long run, int attempt, bool waits)
    {
        var wanted = Held with { Claim = new(project, ["b.y"], []), Run = new(run, attempt) };

        (ApplyLockRules.Blocker([Held], wanted) is not null).Should().Be(waits);
    }

    [Theory]
    [InlineData("live/web", "a.x", false)] // the fix of the failed apply
    [InlineData("live/web", "b.y", false)]
    [InlineData("live/db", "a.x", false)] // another state
    public void After_a_failure_only_changes_that_meet_it_wait(string project, string instance, bool waits)
    {
        var failed = Held with { State = ApplyLockState.Failed };
        var wanted = Held with { Claim = new(project, [instance], []), Run = new(600, 1), Pull = 8 };

        (ApplyLockRules.Blocker([failed], wanted) is not null).Should().Be(waits);
    }

    [Fact]
    public void A_failed_apply_of_unknown_reach_holds_the_environment_but_not_another_one()
    {
        var failed = Held with { State = ApplyLockState.Failed, Claim = Claim.OnEverything("live/web") };
        var wanted = Held with { Claim = new("live/db", ["a.x"], []), Run = new(600, 1) };

        ApplyLockRules.Blocker([failed], wanted).Should().NotBeNull();
        ApplyLockRules.Blocker([failed], wanted with { Environment = "dev" }).Should().BeNull();
    }

    private static DependencyGraph Graph(Random random)
    {
        var blocks = Enumerable.Range(0, 12).Select(number => $"t.b{number}").ToList();
        return new(blocks.ToDictionary(block => block, block => (IReadOnlyList<string>)[.. blocks
            .Where(other => string.CompareOrdinal(other, block) > 0 && random.Next(14) == 0)]), hidden: false);
    }

    private static Plan Plan(Random random, DependencyGraph graph) => Given.Plan(
        [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => $"t.b{random.Next(12)}[{random.Next(2)}]").Distinct()
            .Select(address => Given.Change(address, "{}", """{"a":1}"""))]) with
    { Graph = graph };

    /// <summary>Every instance that the plan changes or reaches; two instances of each block.</summary>
    private static HashSet<string> Touched(Plan plan)
    {
        var touched = plan.Changes.Select(change => change.Address.Text).ToHashSet();
        foreach (var block in plan.Changes.SelectMany(
            change => plan.Graph.ReachOf(change.Address.Block)!.Blocks).ToList())
            touched.UnionWith([$"{block}[0]", $"{block}[1]"]);
        return touched;
    }
}
