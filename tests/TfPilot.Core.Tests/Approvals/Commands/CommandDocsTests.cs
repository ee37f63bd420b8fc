using TfPilot.Core.Approvals;

namespace TfPilot.Core.Tests.Approvals.Commands;

public class CommandDocsTests
{
    [Fact]
    public void The_documentation_lists_every_command_in_help_order()
    {
        var rows = Repository.Read("docs/reference/commands.md").Split('\n')
            .Where(line => line.StartsWith("| `/tfpilot", StringComparison.Ordinal));

        rows.Should()
            .Equal(
                CommandDefinition.All.Select(
                    form => $"| `{form}` | {form.Min.ToString().ToLowerInvariant()} | {form.Summary} |"));
    }
}
