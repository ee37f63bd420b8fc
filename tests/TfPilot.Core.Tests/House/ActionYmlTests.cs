namespace TfPilot.Core.Tests.House;

public class ActionYmlTests
{
    [NodeTheory]
    [InlineData("action.yml")]
    [InlineData("action/setup/action.yml")]
    public void GitHubs_schema_accepts_every_action(string path)
    {
        var (exitCode, output) = Validate(Repository.PathOf(path));

        exitCode.Should().Be(0, output);
    }

    [NodeFact]
    public void GitHubs_schema_rejects_a_broken_action_yml()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.Write(
            "action.yml", RepositoryFiles.Read("action.yml").Replace("image:", "imgae:", StringComparison.Ordinal));

        var (exitCode, output) = Validate(broken);

        exitCode.Should().Be(1);
        output.Should().Contain("imgae");
    }

    private static (int ExitCode, string Output) Validate(string path) =>
        NodeTool.Run("@action-validator/cli/cli.mjs", Repository.Root, path);
}
