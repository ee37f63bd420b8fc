using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>Environments and paths.</summary>
public sealed class EnvironmentAndPathTests
{
    private const string NoneOfProd = "Pending 0 of 2 approvals, platform missing";
    private const string NoneOfDev = "Pending 0 of 1 approval, devs missing";
    private const string ProdFile = "live/prod/web/main.tf";
    private const string DevFile = "live/dev/api/main.tf";

    private static readonly OwnerSettings Owned = new(new(1, [Admins]), new(1, [Security]));

    [Fact]
    public void D1_an_unaffected_environment_requires_no_approval()
    {
        var pull = Pull(DevFile).With(Evidence(1, Api(Creation))).WithApprovals(Eve.Ok());

        pull.Status("dev").Should().Be("Approved 1 of 1 approval");
        pull.Status("prod").Should().Be("none");
        pull.Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void D2_two_affected_environments_both_require_approval() =>
    Both(Bob.Ok(), Cy.Ok(), Eve.Ok()).Overall().Should().Be(Decision.Approved);

    [Fact]
    public void D3_the_worse_result_of_two_environments_counts()
    {
        var pull = Both(Bob.Ok(), Eve.Ok());

        pull.Overall().Should().Be(Decision.Pending);
        pull.Status("dev").Should().Be("Approved 1 of 1 approval");
        pull.Status().Should().Be("Pending 1 of 2 approvals, platform missing");
    }

    [Fact]
    public void D4_a_shared_module_requires_approval_for_every_environment_that_uses_it()
    {
        var pull = Pull("modules/net/main.tf").With(Evidence(1, Web(Creation), Api(Creation))).WithApprovals();

        (pull.Status("prod"), pull.Status("dev")).Should().Be((NoneOfProd, NoneOfDev));
    }

    [Fact]
    public void D5_files_outside_all_environments_require_the_strictest_approval() =>
        Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation))).WithApprovals()
            .Status(environment: null)
        .Should().Be(NoneOfProd);

    [Fact]
    public void D5_files_outside_all_environments_require_every_equally_strict_approval()
    {
        var pull = Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation))).WithApprovals(Eve.Ok())
            .WithProdRule(new() { Teams = [Platform] })
            .WithSettings(settings => settings with { Environments = [.. settings.Environments.Reverse()] });

        pull.CheckLine().Should().Be("ActionRequired 0 of 1 approval, platform missing");
        pull.WithReviews(Eve.Ok(), Bob.Ok()).Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void D6_a_file_moved_between_environments_requires_approval_for_both()
    {
        var pull = Changed(
            new ChangedFile("live/dev/a/main.tf", ChangeStatus.Renamed) { PreviousPath = "live/prod/a/main.tf" });

        (pull.Status("prod"), pull.Status("dev")).Should().Be((NoneOfProd, NoneOfDev));
    }

    [Fact]
    public void D7_a_removed_file_requires_approval_for_its_environment() =>
    Changed(new ChangedFile(ProdFile, ChangeStatus.Removed)).Status().Should().Be(NoneOfProd);

    [Fact]
    public void D8_files_unrelated_to_Terraform_require_no_approval()
    {
        var pull = Pull("README.md", "docs/a.txt").WithApprovals();

        pull.Overall().Should().Be(Decision.NotApplicable);
        pull.CheckLine().Should().Be("Success No Terraform files changed");
    }

    [Fact]
    public void D9_a_plan_adds_environments_that_no_path_matches() =>
    Pull(DevFile).With(Evidence(1, Api(Creation), Web(Creation))).WithApprovals(Eve.Ok()).Status()
        .Should().Be(NoneOfProd);

    [Fact]
    public void D10_a_missing_plan_of_an_affected_environment_keeps_the_check_pending()
    {
        var pull = Pull(ProdFile).With(Evidence(1, Api(Creation))).WithApprovals(Bob.Ok(), Cy.Ok(), Eve.Ok());

        pull.Status(rule: "plan").Should().Be("Pending waiting for the plan of prod");
        pull.Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void D11_a_newly_affected_environment_requires_approval_and_the_other_keeps_its_own()
    {
        var plan = EnvironmentPlan.Fingerprint(
            [("live/dev/api", Core.Reviews.ReviewRules.Judge(Api(Creation), InForce(Map).Context).Fingerprint)]);
        var pull = Both(Eve.Ok(at: S1)).WithPeople(people => people with { Plans = [new(S1, "dev", plan, Start)] });

        (pull.Status("prod"), pull.Status("dev")).Should().Be((NoneOfProd, "Approved 1 of 1 approval"));
    }

    [Fact]
    public void D12_titles_and_labels_are_ignored() =>
        typeof(PullFacts).GetProperties().Concat(typeof(PullPeople).GetProperties()).Select(property => property.Name)
        .Should().NotContain(["Title", "Labels", "Body"]);

    [Theory]
    [InlineData("Live/Prod/web/main.tf")] // another folder to git
    [InlineData("live/рrod/web/main.tf")] // a letter that only looks the same
    public void D13_a_path_that_only_resembles_an_environment_requires_the_strictest_approval(string path) =>
    Pull(path).WithApprovals().Status(environment: null).Should().Be(NoneOfProd);

    [Fact] // links and submodules have paths like files
    public void D13_every_file_below_an_environment_path_belongs_to_it() =>
    Pull("live/prod/link").WithApprovals().Status().Should().Be(NoneOfProd);

    [Theory]
    [InlineData(".tfpilot.yml")]
    [InlineData(".tfpilot/waivers.yml")]
    public void D14_a_settings_change_requires_approval_of_its_owners(string path)
    {
        var pull = Pull(path).With(Evidence(1)).WithApprovals()
            .WithSettings(settings => settings with { Owners = Owned });

        pull.Status(environment: null, rule: "owners").Should()
            .Be("Pending owners of policy: 0 of 1 approval, platform-admins missing");
        pull.WithReviews(Gus.Ok()).Overall().Should().Be(Decision.Approved);
        pull.WithReviews(Gus.Ok(at: S1)).Overall().Should().Be(Decision.Pending); // an approval of an earlier head
    }

    [Theory]
    [InlineData("", ".tfpilot.yml", "Pending owners of policy: 0 of 1 approval, anyone with admin permission missing")]
    [InlineData("olaf", ".tfpilot.yml", "Approved owners of policy: 1 of 1 approval")]
    // not even an administrator who is the author
    [InlineData(
        "ann", ".tfpilot.yml", "Pending owners of policy: 0 of 1 approval, anyone with admin permission missing")]
    // a person with only write access
    [InlineData(
        "bob", ".tfpilot.yml", "Pending owners of policy: 0 of 1 approval, anyone with admin permission missing")]
    [InlineData("olaf", ".tfpilot.yml live/prod/web/main.tf",
        "Error owners of policy: 0 of 1 approval, platform-admins is not known")]
    public void D14_administrators_approve_a_settings_only_change_if_the_owners_do_not_exist(
        string who, string paths, string says)
    {
        var reviews = new[] { Ann, Bob, Outsider }.Where(person => person.Login == who).Select(person => person.Ok())
            .ToArray();
        var pull = Pull(paths.Split(' ')).With(Evidence(1)).WithApprovals(reviews)
            .WithSettings(settings => settings with { Owners = Owned })
            .WithPeople(people => people with
            {
                Teams = [.. people.Teams.Where(team => team.Name != Admins),
                    new(Admins, Members: null, "does not exist in acme") { IsVoid = true }],
                Access = [.. people.Access.Where(known => known.Id != Ann.Id && known.Id != Outsider.Id),
                    .. new[] { Ann, Outsider }.Select(person => new KnownAccess(person.Id, RepositoryAccess.Admin))],
            });

        pull.Status(environment: null, rule: "owners").Should().Be(says);
        pull.Overall().Should()
            .Be(says.StartsWith("Error", StringComparison.Ordinal) ? Decision.Error
                : says.StartsWith("Approved", StringComparison.Ordinal) ? Decision.Approved : Decision.Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // nobody knows whether it is gone
    public void D14_administrators_replace_owners_only_if_the_owners_are_known_not_to_exist(bool isLeft)
    {
        var owned = Owned with { Policy = new(1, isLeft ? [Admins, Security] : [Admins]) };
        var pull = Pull(".tfpilot.yml").With(Evidence(1)).WithApprovals(Fay.Ok())
            .WithSettings(settings => settings with { Owners = owned })
            .WithPeople(people => people with
            {
                Teams = [.. people.Teams.Where(team => team.Name != Admins),
                new(Admins, Members: null, "could not be read") { IsVoid = isLeft }]
            });

        pull.Overall().Should().Be(isLeft ? Decision.Approved : Decision.Error);
    }

    [Theory]
    [InlineData(".github/workflows/plan.yml")]
    [InlineData("live/prod/web/.terraform.lock.hcl")]
    public void D15_a_change_of_workflows_or_lock_files_requires_approval_of_their_owners(string path)
    {
        var pull = Pull(path).WithApprovals().WithSettings(settings => settings with { Owners = Owned });

        pull.Status(environment: null, rule: "owners").Should()
            .Be("Pending owners of workflows: 0 of 1 approval, security missing");
        pull.WithReviews(Fay.Ok()).Status(environment: null, rule: "owners").Should().StartWith("Approved");
    }

    [Fact]
    public void D15_a_workflow_that_was_moved_away_requires_approval_too() =>
        Changed(new ChangedFile("old/plan.yml", ChangeStatus.Renamed) { PreviousPath = ".github/workflows/plan.yml" })
        .Status(environment: null, rule: "owners").Should().StartWith("Pending");

    [Fact] // the defaults decide: somebody with write permission approves, never nobody
    public void D16_without_settings_one_approval_with_write_permission_is_sufficient()
    {
        var pull = (Pull() with { Affected = new([new("main.tf", TouchKind.Unmapped, [])], IsComplete: true) })
            .With(Evidence(1, Project(".", null, Creation))).WithApprovals()
            .WithSettings(_ => InForce(EnvironmentMap.Empty) with { IsMissing = true });

        pull.Status(environment: null).Should().Be("Pending 0 of 1 approval, anyone with write permission missing");
        pull.WithReviews(Outsider.Ok()).Overall().Should().Be(Decision.Pending);
        pull.WithReviews(Eve.Ok()).Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void D17_invalid_settings_are_an_error_with_their_line()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok())
            .WithSettings(settings => settings with { Problems = [new Problem(".tfpilot.yml:3:1", "is not a key")] });

        pull.Overall().Should().Be(Decision.Error);
        CheckRules.Decide(pull).Single().Summary.Should().Contain(".tfpilot.yml:3:1");
    }

    // every environment has a rule, at least the default; an environment that the settings do not define requires the
    // approvers of the strictest one and never passes
    [Fact]
    public void D18_an_unknown_environment_never_passes()
    {
        var pull = Pull(DevFile).With(Evidence(1, Api(Creation), Project("live/x", "other", Creation)))
            .WithApprovals(Bob.Ok(), Cy.Ok(), Eve.Ok());

        pull.Status("other").Should().Be("Approved 2 of 2 approvals");
        pull.Status("other", rule: "environment").Should().Be("Pending the environment is not in the settings");
        pull.Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void D19_an_unreadable_team_is_an_error_only_if_it_could_block()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok())
            .WithProdRule(ProdRule with { Teams = [Platform, Security], ChangesRequested = ChangesRequested.Eligible })
            .WithPeople(people => people with
            {
                Teams = [Team(Platform, Bob, Cy),
                new(Security, Members: null, "could not be read")]
            });

        pull.Status().Should().Be("Approved 2 of 2 approvals");
        pull.Find()!.Parts.Single().Reasons.Should().Contain("The team security could not be read.");
        pull.WithReviews(Bob.Ok(), Cy.Ok(), Eve.Objects()).Status().Should().Be("Error eve requested changes");
    }

    /// <summary>A pull request with plans of both environments.</summary>
    private static PullFacts Both(params PullReview[] reviews) =>
        Pull(ProdFile, DevFile).With(Evidence(1, Web(Creation), Api(Creation))).WithApprovals(reviews);

    private static PullFacts Changed(ChangedFile file) =>
        (Pull() with { Affected = TouchRules.Decide(new([file]), Map, UnmappedHandling.Strictest) }).WithApprovals();
}
