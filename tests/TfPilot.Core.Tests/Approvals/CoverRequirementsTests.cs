using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class CoverRequirementsTests
{
    private const string Passes = "Success Safe in prod: 1 creation";
    private const string Outside = "ActionRequired prod: a changed file is in no plan of prod";
    private const string Gone = "ActionRequired prod: live/prod/db was removed and its state is orphaned";

    [Theory]
    [InlineData("live/prod/web/main.tf", Passes)]
    [InlineData("live/prod/web/prod.tfvars", Passes)]
    [InlineData("live/prod/web/terraform.tfvars", Passes)]
    [InlineData("live/prod/web/.terraform.lock.hcl", Passes)]
    [InlineData("live/prod/web/templates/init.tpl", Passes)] // below the project, and no other module is between
    [InlineData("live/prod/web/vars/prod.tfvars", Passes)]
    [InlineData("live/prod/web/net/x.tpl", Passes)] // in a module that it calls
    [InlineData("live/prod/common.tfvars", Passes)] // for the projects below
    [InlineData("live/prod/region.hcl", Passes)]
    [InlineData("live/prod/web/terragrunt.hcl", Passes)]
    [InlineData("live/prod/db/terragrunt.hcl", Outside)]
    [InlineData("live/prod/web/.terraform/modules/x/main.tf", Passes)] // part of what is planned
    [InlineData("live/prod/web", Passes)] // a link, or a submodule
    [InlineData("live/prod/other", Outside)]
    [InlineData("live/prod/db/prod.tfvars", Outside)]
    [InlineData("live/prod/db/.terraform.lock.hcl", Outside)]
    [InlineData("live/prod/db/init.tpl", Outside)]
    [InlineData("live/prod/web/db/main.tf", Outside)] // a module that it does not call
    [InlineData("live/prod/web/db/terraform.tfvars", Outside)] // Terraform reads it only in the folder that is planned
    [InlineData("live/prod/web/db/.terraform.lock.hcl", Outside)]
    [InlineData("live/prod/list.txt", Outside)] // nobody knows who reads it
    public void A_changed_file_of_an_environment_needs_a_plan_of_its_folder(string path, string expected) =>
        Pull(path).With(Evidence(1, Web(Creation).Calling("./net"))).CheckLine().Should().Be(expected);

    [Theory]
    [InlineData("live/prod/web/templates/init.tpl", Passes)]
    [InlineData("live/prod/web/old.tf", Passes)]
    [InlineData("live/prod/db/prod.tfvars", Outside)]
    [InlineData("live/prod/db/main.tf", Gone)]
    public void A_removed_or_moved_file_needs_a_plan_of_its_folder(string path, string expected)
    {
        var evidence = Evidence(1, Web(Creation).Calling("./net"));

        Removing(path).With(evidence).CheckLine().Should().Be(expected);
        Changing(new ChangedFile("docs/x.txt", ChangeStatus.Renamed) { PreviousPath = path }).With(evidence).CheckLine()
            .Should().Be(expected);
    }

    [Fact]
    public void Values_next_to_a_changed_module_belong_to_that_module() =>
        CheckRules.Decide(Pull("live/prod/web/db/main.tf", "live/prod/web/db/x.tpl")
            .With(Evidence(1, Web(Creation).Calling("./net"))))[0]
            .Summary.Should().Contain("live/prod/web/db/main.tf, live/prod/web/db/x.tpl changed");

    [Theory]
    [InlineData("tools/a.tfvars")]
    [InlineData("tools/.terraform.lock.hcl")]
    [InlineData("tools/main.tf")]
    public void A_file_outside_all_environments_needs_a_plan_too(string path)
    {
        Pull(path).With(Evidence(1)).CheckLine().Should().Be("ActionRequired a changed file is in no plan");
        Pull(path).With(Evidence(1, Web(Creation))).CheckLine()
            .Should().Be("ActionRequired a changed file is in no plan");
        Pull(path).With(Evidence(1, Project("tools", null, Creation))).CheckLine().Should()
            .Be("Success Safe in tools: 1 creation");
    }

    [Theory]
    [InlineData("_envcommon/vpc.hcl")]
    [InlineData("_envcommon/tags.yaml")]
    public void Files_that_units_include_from_outside_are_covered_by_no_plan(string path)
    {
        Pull(path).With(Evidence(1)).CheckLine().Should().Be("ActionRequired a changed file is in no plan");
        Pull(path).With(Evidence(1, Web(Creation))).CheckLine()
            .Should().Be("ActionRequired a changed file is in no plan");
    }

    [Fact]
    public void A_shared_file_needs_at_least_one_trusted_plan()
    {
        Pull("modules/net/main.tf").With(Evidence(1)).CheckLine()
            .Should().Be("ActionRequired a shared file is in no plan");
        Pull("modules/net/main.tf").With(Evidence(1, Api(Creation))).CheckLine().Should()
            .Be("Success Safe in dev: 1 creation");
        Pull("modules/net/main.tf").With(Evidence(1, Api(Creation)).Contradicted(), Evidence(2)).CheckLine().Should()
            .Be("ActionRequired a shared file is in no plan · dev: the evidence cannot be used");
    }

    [Fact]
    public void A_removed_project_folder_is_reported_as_orphaned_state()
    {
        var pull = Removing("live/prod/db/main.tf", "live/prod/db/prod.tfvars");

        pull.With(Evidence(1)).CheckLine().Should().Be(Gone);
        pull.With(Evidence(1)).CheckLine("prod").Should()
            .Be("ActionRequired live/prod/db was removed and its state is orphaned");
        pull.With(Evidence(1, Web(Creation))).CheckLine().Should().Be(Gone);
        // nothing shows that the folder was a part of that project
        pull.With(Evidence(1, Project("live/prod", "prod", Creation))).CheckLine().Should().Be(Gone);
        CheckRules.Decide(pull.With(Evidence(1)))[0].Summary.Should()
            .Contain("in the settings of main; then it can be removed");
        // without evidence, the plan may still arrive
        pull.CheckLine().Should().Be("ActionRequired prod: waiting for the plan of prod");
    }

    [Theory]
    [InlineData("tools/main.tf", "ActionRequired tools was removed and its state is orphaned")] // of no environment
    [InlineData("modules/net/main.tf", "ActionRequired a shared file is in no plan")] // no state is there
    public void A_removed_folder_outside_all_environments_is_reported_unless_it_is_shared(
        string path, string expected) =>
    Removing(path).With(Evidence(1)).CheckLine().Should().Be(expected);

    [Fact]
    public void Several_removed_folders_are_summarized_by_count() =>
        Removing("live/prod/db/main.tf", "live/prod/dns/main.tf").With(Evidence(1)).CheckLine().Should()
        .Be("ActionRequired prod: 2 folders were removed and their states are orphaned");

    [Fact]
    public void A_folder_with_remaining_configuration_is_not_removed()
    {
        var removed = new ChangedFile("live/prod/web/old.tf", ChangeStatus.Removed);

        Changing(removed).With(Evidence(1, Web(Creation))).CheckLine().Should().Be(Passes);
        Changing(removed with { Path = "live/prod/db/old.tf" }, new("live/prod/db/new.tf", ChangeStatus.Added))
            .With(Evidence(1, Web(Creation))).CheckLine().Should().Be(Outside);
    }

    [Fact]
    public void A_removed_folder_that_the_settings_ignore_is_not_reported()
    {
        var map = Map with { Ignore = [.. Map.Ignore, new("live/prod/db/**")] };

        var pull = Pull() with
        {
            Settings = InForce(map),
            Affected = TouchRules.Decide(
                new([new("live/prod/db/main.tf", ChangeStatus.Removed)]), map, UnmappedHandling.Strictest)
        };

        pull.With(Evidence(1)).CheckLine().Should().Be("Success No Terraform files changed");
    }

    [Fact]
    public void Besides_a_removed_folder_the_other_plans_are_still_awaited() =>
        Changing(new ChangedFile("live/prod/db/main.tf", ChangeStatus.Removed),
            new ChangedFile("live/prod/web/main.tf", ChangeStatus.Modified)).With(Evidence(1)).CheckLine()
            .Should()
            .Be("ActionRequired prod: waiting for the plan of prod · prod: live/prod/db was removed and its state " +
            "is orphaned");
}
