using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class PlanMatrixTests
{
    private static readonly EnvironmentSettings Prod = Discovered.Environment("prod", workspaces: ["prod"]);
    private static readonly EnvironmentSettings Dev = Discovered.Environment("dev", workspaces: ["dev-eu", "dev-us"]);

    [Fact]
    public void Environments_with_workspaces_get_their_own_jobs()
    {
        var jobs = Jobs([Prod, Dev], ("infra/main.tf", Discovered.Backend));

        jobs.Select(job => job with { Links = ProjectLinks.None }).Should().Equal(
            new PlanJob("infra", "infra", "prod", "prod", "tfpilot-infra-prod"),
            new PlanJob("infra:dev-eu", "infra", "dev", "dev-eu", "tfpilot-infra-dev-dev-eu"),
            new PlanJob("infra:dev-us", "infra", "dev", "dev-us", "tfpilot-infra-dev-dev-us"));
    }

    [Theory]
    [InlineData("prod/")] // by its path alone
    [InlineData("prod/ all/", "all")] // two environments claim it
    [InlineData("prod/blue prod/green", "blue-green")] // paths and workspaces
    public void A_path_takes_precedence_over_workspaces(string targets, string also = "")
    {
        var prod = Discovered.Environment(
            "prod", paths: ["live/**"], workspaces: also == "blue-green" ? ["blue", "green"] : []);
        EnvironmentSettings[] all = also == "all" ? [Discovered.Environment("all", paths: ["**"])] : [];

        var discovery = Discovered.By(ChangedFiles.Everything, new([prod, Dev, .. all], [], []), ("live/main.tf", ""));

        discovery.Projects.Single().Targets().Should().Be(targets);
    }

    [Fact]
    public void A_workspace_may_be_named_after_the_project()
    {
        var prod = Discovered.Environment("prod", paths: ["apps/**"], workspaces: ["${folder}-${env}"]);

        var discovery = Discovered.By(ChangedFiles.Everything, new([prod], [], []),
            ("apps/chat/main.tf", Discovered.Backend), ("apps/mail/main.tf", Discovered.Backend));

        discovery.Projects.Select(project => project.Targets()).Should().Equal("prod/chat-prod", "prod/mail-prod");
        prod.Holds("other/chat", "chat-prod").Should().BeTrue();
        prod.Holds("other/mail", "chat-prod").Should().BeFalse();
    }

    [Fact]
    public void An_environment_with_paths_has_no_workspaces_for_other_projects()
    {
        var prod = Discovered.Environment("prod", paths: ["live/**"], workspaces: ["prod"]);

        var discovery = Discovered.By(ChangedFiles.Everything, new([prod], [], []), ("dns/main.tf", ""));

        discovery.Projects.Single().Targets().Should().Be("/");
    }

    [Fact]
    public void A_workspace_pattern_is_resolved_from_variable_files_or_noted()
    {
        var map = new EnvironmentMap(
            [Discovered.Environment("box", workspaces: ["box-*"]),
                Discovered.Environment("prod", workspaces: ["{p,q}"])], [], []);

        var discovery = Discovered.By(ChangedFiles.Everything, map,
            ("main.tf", ""), ("vars/box-a.tfvars", ""), ("vars/box-b.tfvars.json", ""), ("box-c.auto.tfvars", ""),
            ("terraform.tfvars", ""));

        discovery.Projects.Single().Targets().Should().Be("box/box-a box/box-b");
        discovery.Notes.Should()
            .Equal(
                new Problem(".",
                    "the workspaces matching {p,q} of prod cannot be determined from files; list them individually " +
                        "in the settings"));
    }

    [Fact]
    public void A_project_outside_all_environments_is_still_planned()
    {
        var jobs = Jobs([], ("main.tf", Discovered.Backend), ("a b/main.tf", Discovered.Backend));

        jobs.Select(job => job with { Links = ProjectLinks.None }).Should().Equal(
            new PlanJob("root", ".", null, null, "tfpilot-root"),
            new PlanJob("a b", "a b", null, null, "tfpilot-a-b"));
    }

    [Fact]
    public void Artifact_names_are_unique_and_valid_on_GitHub()
    {
        var longest = new string('x', 300);
        var folders = new[] { "a/b", "a-b", "A/B", "a:b", "root", longest + "1", longest + "2", "", "é" };

        var jobs = Jobs(
            [], [.. folders.Select(folder => (Path: $"{folder}/main.tf".TrimStart('/'), Text: Discovered.Backend))]);

        jobs.Select(job => job.Artifact).Should()
            .OnlyContain(name => name.Length < 120 && name.All(c => char.IsAsciiLetterOrDigit(c) || "-._".Contains(c)));
        jobs.Select(job => job.Artifact.ToUpperInvariant()).Should().OnlyHaveUniqueItems();
        jobs.Select(job => job.Project).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void More_jobs_than_GitHub_allows_are_a_problem_with_advice(int count, bool fits)
    {
        var discovery = Discovered.By(ChangedFiles.Everything, EnvironmentMap.Empty,
            [.. Enumerable.Range(0, count).Select(i => ($"p{i}/main.tf", ""))]);

        var fitting = PlanMatrix.TryCreate(discovery);

        fitting.Match(jobs => jobs.Count, problems => 0).Should().Be(fits ? count : 0);
        if (!fits) fitting.Match(_ => "", problems => problems.Single().Message).Should()
            .StartWith("The change needs 257 plans, but GitHub allows 256 jobs per matrix. Use --format batches");
    }

    private static IReadOnlyList<PlanJob> Jobs(
        EnvironmentSettings[] environments, params (string Path, string Text)[] files) =>
        PlanMatrix.Jobs(Discovered.By(ChangedFiles.Everything, new(environments, [], []), files));
}
