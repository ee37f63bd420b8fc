using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings.Layouts;

/// <summary>
/// The settings that <c>tfpilot init</c> generates for real layouts, and its messages about them, compared with golden
/// files.
/// </summary>
public sealed class LayoutTests
{
    public static TheoryData<string> Names => [.. Skeleton.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_layout_gets_appropriate_settings(string name)
    {
        var (tree, marks) = Skeleton.Read(name);

        var scaffold = Scaffold.Of(tree, marks);

        Golden.Check(SettingsOf(scaffold).Split("policy:")[0], $"{name}.yml");
        var shown = ScaffoldText.Write(scaffold, new TerminalStyle(false, 100));
        Golden.Check($"{shown}\n{Plans(scaffold, tree)}", $"{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_settings_of_each_layout_are_valid_and_plan_the_listed_projects(string name)
    {
        var (tree, marks) = Skeleton.Read(name);
        var scaffold = Scaffold.Of(tree, marks);

        var settings = Given.Settings(SettingsOf(scaffold));

        var discovery = DiscoveryRules.Decide(ChangedFiles.Everything, tree, settings.Map);
        discovery.Projects.Select(project => project.Path).Should().Equal(scaffold.Projects);
        foreach (var environment in scaffold.Environments)
            discovery.Projects.Where(project => project.Targets.Any(target => target.Environment == environment.Name))
                .Select(project => project.Path).Should().Equal(environment.Projects, environment.Name);
    }

    [Theory]
    [InlineData("only-tests")]
    [InlineData("account-folders")]
    [InlineData("single-root")]
    [InlineData("landing-zone-stages")]
    public void A_possible_production_environment_is_never_treated_as_the_weakest(string name)
    {
        var (tree, marks) = Skeleton.Read(name);

        var settings = Given.Settings(SettingsOf(Scaffold.Of(tree, marks)));

        settings.Environments.Where(environment => environment.Name is not "shop-dev").Should()
            .OnlyContain(environment => environment.Approvals.RequiredCount == 2);
    }

    [Fact]
    public void Variable_files_become_workspaces_only_if_configuration_or_workflow_selects_them()
    {
        string[] files = ["app/main.tf backend", "app/dev.tfvars", "app/prod.tfvars"];
        var (tree, none) = Skeleton.Parse(files);
        var (_, selects) = Skeleton.Parse([.. files, ".github/workflows/plan.yml select"]);

        Scaffold.Of(tree, none).Environments.Should().OnlyContain(one => one.Workspaces.Count == 0);
        Scaffold.Of(tree, selects).Environments.SelectMany(one => one.Workspaces).Should().Equal("prod", "dev");
    }

    [Fact]
    public void What_the_settings_cannot_say_is_left_to_do()
    {
        LeftToDo("app/main.tf backend workspace", ".github/workflows/a.yml select")
            .Should().ContainMatch("app: *what a workflow selects names no project*");
        LeftToDo("samples/a/main.tf provider", "tests/b/main.tf provider")
            .Should().ContainMatch("everything is in folders of examples*");
    }

    [Theory]
    [InlineData("resources-beside-environments", "tools/alerts/main.tf")]
    [InlineData("uncalled-module", "aws/jumphost/main.tf")]
    public void A_change_of_resources_that_are_not_planned_is_in_no_environment(string name, string file)
    {
        var (tree, marks) = Skeleton.Read(name);
        var settings = Given.Settings(SettingsOf(Scaffold.Of(tree, marks)));

        var touched = TouchRules.Decide(
            new([new(file, ChangeStatus.Modified)]), settings.Map, UnmappedHandling.Strictest);

        touched.Paths.Should().ContainSingle().Which.Kind.Should().Be(TouchKind.Unmapped);
    }

    private static IReadOnlyList<string> LeftToDo(params string[] files)
    {
        var (tree, marks) = Skeleton.Parse(files);
        return Scaffold.Of(tree, marks).LeftToDo;
    }

    private static string SettingsOf(Scaffold scaffold) =>
        ScaffoldFiles.Of(scaffold).Single(file => file.Path == ScaffoldFiles.SettingsPath).Text;

    private static string Plans(Scaffold scaffold, SourceTree tree) => string.Join('\n',
        PlanMatrix.Jobs(DiscoveryRules.Decide(
            ChangedFiles.Everything, tree, Given.Settings(SettingsOf(scaffold)).Map))
        .Select(job => string.Join(' ', new[] { job.Path, job.Environment ?? "-", job.Workspace }
            .OfType<string>().Concat(job.Arguments.Options)))) + "\n";
}
