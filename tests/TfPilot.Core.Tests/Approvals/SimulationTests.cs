using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class SimulationTests
{
    [Fact]
    public void A_simulated_approval_counts_like_a_real_one()
    {
        var pull = Prod(Bob.Ok());

        Decided(pull, Approving(Cy)).Should().Be(Decision.Approved);
        Decided(pull, Approving(Bob)).Should().Be(Decision.Pending); // a second approval by the same person
        Decided(pull, Approving(Ann)).Should().Be(Decision.Pending); // the author
        pull.Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void A_simulated_approval_replaces_a_request_for_changes_of_the_same_person()
    {
        var late = Bob.Objects() with { SubmittedAt = Start.AddDays(1) }; // after the facts were gathered

        Decided(Prod(Bob.Objects(), Cy.Ok()), Approving(Bob)).Should().Be(Decision.Approved);
        Decided(Prod(late, Cy.Ok()), Approving(Bob)).Should().Be(Decision.Approved);
    }

    [Fact]
    public void A_simulated_file_requires_approval_for_its_environment()
    {
        var pull = Simulation.Of(Prod(Bob.Ok(), Cy.Ok()), Changing("live/dev/api/main.tf"));

        pull.Status("dev").Should().Be("Pending 0 of 1 approval, devs missing");
        pull.Status("dev", rule: "plan").Should().Be("Pending waiting for the plan of dev");
        pull.Status().Should().Be("Approved 2 of 2 approvals");
    }

    [Fact]
    public void A_simulated_settings_change_requires_approval_of_the_owners() =>
        Simulation.Of(Prod(Bob.Ok(), Cy.Ok()), Changing(".tfpilot.yml")).Status(environment: null, rule: "owners")
        .Should().StartWith("Pending owners of policy");

    [Fact]
    public void A_simulation_keeps_unknown_facts_unknown()
    {
        Decided(Prod().WithPeople(people => people with { Reviews = null }), Approving(Bob, Cy))
            .Should().Be(Decision.Error);
        Decided(Prod().WithPeople(people => people with { Access = [] }), Approving(Bob, Cy))
            .Should().Be(Decision.Pending);
        Simulation.Of(Prod(), new([], new([], IsComplete: false))).Affected.IsComplete.Should().BeFalse();
        Simulation.Of(Pull(), Approving(Bob)).People.Should().BeNull(); // no approval is required
    }

    [Fact]
    public void An_empty_simulation_changes_nothing() =>
        CheckRules.Decide(Simulation.Of(Prod(Bob.Ok()), Approving()))[0].Summary.Should()
        .Be(CheckRules.Decide(Prod(Bob.Ok()))[0].Summary);

    private static Decision Decided(PullFacts pull, WhatIf whatIf) =>
        Simulation.Evaluate(pull, whatIf).Decision.Decision;

    private static WhatIf Approving(params Person[] people) => new(people, AffectedPaths.Nothing);

    private static WhatIf Changing(string path) =>
        new([],
            TouchRules.Decide(new([new ChangedFile(path, ChangeStatus.Modified)]), Map, UnmappedHandling.Strictest));
}
