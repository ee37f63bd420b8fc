using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>Accepted values of the PLAN argument, and the project name derived from each.</summary>
public sealed class PlanArgumentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plan_is_named_after_its_folder_and_the_distinct_part_of_its_file_name()
    {
        var run = Review(Plan("orders/plan.json"), Plan("orders/blue.json"), Plan("orders/green.tfplan.json"));

        run.ExitCode.Should().Be(0);
        run.Names.Should().Equal("blue", "green", "orders");
    }

    [Fact]
    public void The_plan_in_a_folder_takes_precedence_over_plans_below_it()
    {
        Plan("live/orders/plan.json");
        Plan("live/orders/old/plan.json");

        var run = Review(folder.Root + "/live/orders");

        run.Names.Should().Equal("orders");
    }

    [Fact]
    public void Plans_in_subfolders_are_named_by_their_relative_path()
    {
        Plan("live/prod/orders/plan.json");
        Plan("live/dev/tfplan.json");
        Plan("live/.terraform/modules/x/plan.json");

        var run = Review(folder.Root + "/live/");

        run.Names.Should().Equal("dev", "prod/orders");
    }

    [Theory]
    [InlineData("*plan.json", "prod.tfplan.json")]
    [InlineData("*plan*.json", "plan-prod.json")]
    public void A_plan_with_an_unusual_file_name_is_found_in_its_folder(string _, string name)
    {
        Plan($"live/{name}");
        folder.Write("live/package.json", "{}");

        var run = Review(folder.Root + "/live");

        run.ExitCode.Should().Be(0);
        run.Names.Should().ContainSingle();
    }

    [Theory]
    [InlineData("live/**/plan.json", "dev/web", "prod/web")]
    [InlineData("live/*/web/plan.json", "dev/web", "prod/web")]
    [InlineData("live/prod/w?b/plan.json", "web")]
    public void A_glob_names_projects_relative_to_the_start_of_its_pattern(string glob, params string[] names)
    {
        Plan("live/prod/web/plan.json");
        Plan("live/dev/web/plan.json");

        var run = Review($"{folder.Root}/{glob}");

        run.Names.Should().Equal(names);
    }

    [Fact]
    public void A_glob_ignores_folders()
    {
        Plan("live/a.json");
        Directory.CreateDirectory(Path.Combine(folder.Root, "live", "b.json"));

        var run = Review($"{folder.Root}/live/*.json");

        run.ExitCode.Should().Be(0);
        run.Names.Should().Equal("a");
    }

    [Fact]
    public void Tool_folders_are_searched_only_when_named_explicitly()
    {
        Plan("live/.terraform/x/plan.json");
        Plan("live/web/plan.json");

        Review($"{folder.Root}/live/**/plan.json").Names.Should().Equal("web");
        Review($"{folder.Root}/live/*/*/plan.json").ExitCode.Should().Be(2);
        Review($"{folder.Root}/live/.terraform/*/plan.json").Names.Should().Equal("x");
    }

    [Fact]
    public void A_symlink_cycle_is_not_followed()
    {
        Plan("live/web/plan.json");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "live", "web", "up"), Path.Combine(folder.Root, "live"));

        Review($"{folder.Root}/live").Names.Should().Equal("web");
    }

    [Fact]
    public void A_plan_may_be_given_a_name()
    {
        var plan = Plan("x/plan.json");

        Review($"orders={plan}", $"billing={folder.Root}/x").Names.Should().Equal("billing", "orders");
        Review(plan, "--name", "orders").Names.Should().Equal("orders");
    }

    [Fact]
    public void An_existing_file_with_an_equals_sign_in_its_path_is_read_as_a_file()
    {
        Review(Plan("x/env=prod/plan.json")).Names.Should().Equal("env=prod");
    }

    [Fact]
    public void Plans_with_the_same_name_are_numbered()
    {
        var run = Review(Plan("a/orders/plan.json"), Plan("b/orders/plan.json"), $"orders={Plan("c/plan.json")}");

        run.Names.Should().Equal("orders", "orders (2)", "orders (3)");
    }

    [Fact]
    public void The_name_option_is_rejected_for_several_plans()
    {
        var plan = Plan("plan.json");

        var run = Review(plan, plan, "--name", "orders");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("--name is for a single plan: with several, write name=PLAN for each.");
    }

    [Fact]
    public void A_dash_means_standard_input()
    {
        var cli = new Cli { Piped = Encoding.UTF8.GetBytes(PlanJson.Create) };

        cli.RunWith("review", "-", "--format", "json").Names.Should().Equal("stdin");
        cli.RunWith("review", "orders=-", "--format", "json").Names.Should().Equal("orders");
    }

    [Fact]
    public void Standard_input_can_be_used_for_one_plan_only()
    {
        var run = new Cli { Piped = Encoding.UTF8.GetBytes(PlanJson.Create) }.RunWith(
            "review", "-", "orders=-", "--format", "json");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("Standard input can be used for one plan only.");
    }

    [Theory]
    [InlineData("none.json", "does not exist. Create it with `terraform show -json PLANFILE > ")]
    [InlineData("no/such/plan.json", "does not exist.")]
    [InlineData("none/*.json", "matches no file. Check the pattern from the folder ")]
    [InlineData("empty", "contains no plan: no plan.json, tfplan.json or *plan*.json is in it or below.")]
    public void A_missing_plan_is_reported_and_the_others_are_reviewed(string argument, string message)
    {
        Directory.CreateDirectory(Path.Combine(folder.Root, "empty"));
        var path = $"{folder.Root}/{argument}";

        var run = Review(path, Plan("orders/plan.json"));

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: {path} {message}").And.MatchRegex("^[^\n]*\n$");
        run.Names.Should().Equal("orders");
        run.Json["problems"]!.AsArray().Should().ContainSingle().Which!["path"]!.GetValue<string>().Should().Be(path);
    }

    [Fact]
    public void A_missing_plan_with_a_name_is_reported()
    {
        var run = Review($"orders={folder.Root}/none.json");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: {folder.Root}/none.json does not exist.");
    }

    [UnprivilegedFact]
    public void A_file_without_read_permission_is_reported()
    {
        var plan = Plan("plan.json");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(plan, UnixFileMode.None);

        var run = Review(plan);

        run.ExitCode.Should().Be(2);
        run.Error.Should()
            .Be($"tfpilot: {plan} may not be read by this user. Check its permissions (in a container: the mount " +
            "and the user).\n");
    }

    private static CliRun Review(params string[] arguments) => Cli.Run(["review", .. arguments, "--format", "json"]);

    private string Plan(string path) => folder.Write(path, PlanJson.Create);
}
