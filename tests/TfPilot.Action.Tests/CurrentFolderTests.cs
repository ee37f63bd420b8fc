using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>The current folder belongs to the whole process, so nothing runs beside these.</summary>
[CollectionDefinition("the current folder", DisableParallelization = true)]
public sealed class CurrentFolderGroup;

[Collection("the current folder")]
public sealed class CurrentFolderTests : IDisposable
{
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly TemporaryFolder folder = new();

    public CurrentFolderTests() => Directory.SetCurrentDirectory(folder.Root);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [Fact]
    public void Without_an_argument_the_plan_of_this_folder_is_reviewed()
    {
        folder.Write("plan.json", PlanJson.Create);

        var run = Cli.Run("review", "--format", "json");

        run.Names.Should().Equal(Path.GetFileName(folder.Root));
    }

    [Fact]
    public void Without_an_argument_and_a_plan_here_standard_input_is_reviewed()
    {
        var run = new Cli { Piped = Encoding.UTF8.GetBytes(PlanJson.Create) }.On("review", "--format", "json");

        run.Names.Should().Equal("stdin");
    }

    [Fact]
    public void The_plan_of_this_folder_goes_before_standard_input_because_in_a_workflow_that_is_never_a_terminal()
    {
        folder.Write("orders/plan.json", PlanJson.Create);

        var run = new Cli { Piped = [] }.On("review", "--format", "json");

        run.Names.Should().Equal("orders");
    }

    [Fact]
    public void Where_there_is_no_plan_at_all_the_message_says_so()
    {
        Cli.Run("review").Error.Should().StartWith("tfpilot: This folder holds no plan:");
        new Cli { Piped = [] }.On("review").Error.Should()
            .StartWith("tfpilot: standard input (this folder holds no plan) is empty.");
    }

    [Theory]
    [InlineData("live/orders/plan.json", "live/orders")]
    [InlineData("./live/orders/plan.json", "live/orders")]
    [InlineData("live", "orders")]
    [InlineData("live/*/plan.json", "orders")]
    [InlineData("*/*/plan.json", "live/orders")]
    [InlineData(".", "live/orders")]
    public void A_relative_path_names_the_project_by_the_way_from_here(string argument, string name)
    {
        folder.Write("live/orders/plan.json", PlanJson.Create);

        var run = Cli.Run("review", argument, "--format", "json");

        run.Names.Should().Equal(name);
    }

    [Fact]
    public void Templates_of_the_sources_folder_or_the_nearest_one_above_are_used()
    {
        folder.Write(".tfpilot/templates/next.scriban", "our own next step\n");
        folder.Write("live/orders/plan.json", PlanJson.Create);

        Cli.Run("review", "live/orders", "--source", "live/orders", "--format", "markdown").Out.Should()
            .Contain("our own next step");
        Cli.Run("review", "live/orders", "--format", "markdown").Out.Should().Contain("our own next step");
        Cli.Run("review", "live/orders", "--source", Path.GetTempPath(), "--format", "markdown").Out.Should()
            .NotContain("our own next step");
    }
}
