using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using static TfPilot.Core.Tests.Approvals.AnOpen;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals;

public sealed class SimulationTests
{
    [Fact]
    public void If_these_people_approved_it_would_pass()
    {
        var pull = Prod(Bob.Ok());

        Decided(pull, Approving(Cy)).Should().Be(Decision.Approved);
        Decided(pull, Approving(Bob)).Should().Be(Decision.Pending); // once more
        Decided(pull, Approving(Ann)).Should().Be(Decision.Pending); // the author
        pull.Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void Whoever_asks_for_changes_would_take_it_back()
    {
        var late = Bob.Objects() with { SubmittedAt = Start.AddDays(1) }; // after the facts were gathered

        Decided(Prod(Bob.Objects(), Cy.Ok()), Approving(Bob)).Should().Be(Decision.Approved);
        Decided(Prod(late, Cy.Ok()), Approving(Bob)).Should().Be(Decision.Approved);
    }

    [Fact]
    public void If_this_file_changed_its_environment_would_be_asked_as_well()
    {
        var pull = Simulation.Of(Prod(Bob.Ok(), Cy.Ok()), Changing("live/dev/api/main.tf"));

        pull.Says("dev").Should().Be("Pending 0 of 1 approval, devs missing");
        pull.Says("dev", rule: "plan").Should().Be("Pending waiting for the plan of dev");
        pull.Says().Should().Be("Approved 2 of 2 approvals");
    }

    [Fact]
    public void If_the_settings_changed_their_owners_would_be_asked() =>
        Simulation.Of(Prod(Bob.Ok(), Cy.Ok()), Changing(".tfpilot.yml")).Says(environment: null, rule: "owners")
        .Should().StartWith("Pending owners of policy");

    [Fact]
    public void What_is_not_known_stays_so()
    {
        Decided(Prod().Where(people => people with { Reviews = null }), Approving(Bob, Cy)).Should().Be(Decision.Error);
        Decided(Prod().Where(people => people with { Access = [] }), Approving(Bob, Cy)).Should().Be(Decision.Pending);
        Simulation.Of(Prod(), new([], new([], IsComplete: false))).Affected.IsComplete.Should().BeFalse();
        Simulation.Of(Pull(), Approving(Bob)).People.Should().BeNull(); // where nobody is asked
    }

    [Fact]
    public void If_nothing_were_different_nothing_would_be() =>
        CheckRules.Decide(Simulation.Of(Prod(Bob.Ok()), Approving()))[0].Summary.Should()
        .Be(CheckRules.Decide(Prod(Bob.Ok()))[0].Summary);

    private static Decision Decided(PullFacts pull, WhatIf whatIf) =>
        Simulation.Evaluate(pull, whatIf).Decision.Decision;

    private static WhatIf Approving(params Person[] people) => new(people, AffectedPaths.Nothing);

    private static WhatIf Changing(string path) =>
        new([],
            TouchRules.Decide(new([new ChangedFile(path, ChangeStatus.Modified)]), Map, UnmappedHandling.Strictest));
}
