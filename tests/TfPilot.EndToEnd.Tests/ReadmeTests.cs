using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests;

public sealed partial class ReadmeTests
{
    private const string Tool = "dotnet run --project action -- ";
    private static readonly string Readme = Repository.Read("README.md");

    [PublishedFact]
    public void The_first_command_prints_what_the_readme_shows()
    {
        var blocks = Blocks().Matches(Readme).Select(block => block.Groups["body"].Value).ToList();

        var run = Published.Run(blocks[0].Trim()[Tool.Length..].Split(' '));

        run.ExitCode.Should().Be(0);
        blocks[0].Should().StartWith($"{Tool}review action/samples/database-upgrade");
        run.Out.Trim('\n').Should().Be(blocks[1].Trim('\n'));
    }

    [PublishedFact]
    public void Every_other_command_it_shows_is_one()
    {
        var commands = Commands().Matches(Readme).Select(command => command.Groups["arguments"].Value.Trim()).ToList();

        var errors = commands.Select(command => Published.Run(command.Replace("'", "", StringComparison.Ordinal).Split(' ')).Error);

        commands.Should().HaveCountGreaterThan(2);
        errors.Should().OnlyContain(error => !error.Contains("Try `tfpilot", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^```\w*\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^(?:.*\| )?tfpilot (?<arguments>[^|#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Commands();
}
