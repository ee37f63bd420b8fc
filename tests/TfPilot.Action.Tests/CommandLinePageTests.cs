using System.CommandLine;
using System.Text;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;

namespace TfPilot.Action.Tests;

/// <summary>
/// The command-line page of the docs equals the output of <c>--help</c>; <c>UPDATE_GOLDEN=1</c> rewrites it.
/// </summary>
public sealed class CommandLinePageTests
{
    private const string Start = """
        # Command line

        What `--help` prints, of every command. This page is generated: run `UPDATE_GOLDEN=1 dotnet test tests/TfPilot.Action.Tests --filter CommandLinePage` to write it again.

        What the reviews look like, and which exit code means what: [README](../../README.md). The steps of a workflow: [the Action](action.md).

        """;

    [Fact]
    public void The_page_contains_the_help_of_every_command()
    {
        var path = Repository.PathOf("docs", "reference", "cli.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, page);

        page.Should().Be(
            File.ReadAllText(path).ReplaceLineEndings("\n"), "the help changed: UPDATE_GOLDEN=1 rewrites it");
    }

    private static string Page()
    {
        var page = new StringBuilder(Start);
        var terminal = Terminal.Of(_ => null);
        foreach (var words in Commands(CommandLine.Root(terminal), [])) page.Append(Section(words));
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Section(IReadOnlyList<string> words)
    {
        var run = Cli.Run([.. words, "--help"]);

        run.ExitCode.Should().Be(0, run.ToString());
        var help = string.Join('\n', run.Out.Replace(RootCommand.ExecutableName, "tfpilot", StringComparison.Ordinal)
            .ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n');
        return $"\n## `{string.Join(' ', ["tfpilot", .. words])}`\n\n```text\n{help}\n```\n";
    }

    private static IEnumerable<IReadOnlyList<string>> Commands(Command command, IReadOnlyList<string> above) =>
    [
        above,
        .. command.Subcommands.Where(inner => !inner.Hidden)
            .SelectMany(inner => Commands(inner, [.. above, inner.Name])),
    ];
}
