using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests;

public sealed partial class ReadmeTests
{
    private const string Tool = "build/tfpilot ";
    private static readonly string Readme = Repository.Read("README.md");

    [PublishedFact]
    public void The_first_command_prints_the_output_shown_in_the_readme()
    {
        var blocks = Blocks().Matches(Readme).Select(block => block.Groups["body"].Value).ToList();

        var run = Published.Run(blocks[0].Trim()[Tool.Length..].Split(' '));

        run.ExitCode.Should().Be(1, "a rule blocks");
        blocks[0].Should().StartWith($"{Tool}review action/samples/database-upgrade");
        run.Out.Trim('\n').Should().Be(blocks[1].Trim('\n'));
    }

    [PublishedFact]
    public void Every_other_command_in_the_readme_is_valid()
    {
        using var folder = new TemporaryFolder();
        var commands = Commands().Matches(Readme).Select(command => command.Groups["arguments"].Value.Trim()).ToList();

        var errors = commands.Select(command => Published.RunIn(
            folder.Root, [], command.Replace("'", "", StringComparison.Ordinal).Split(' ')).Error).ToList();

        commands.Should().HaveCountGreaterThan(2);
        errors.Should().OnlyContain(error => !error.Contains("Try `tfpilot", StringComparison.Ordinal));
    }

    [PublishedFact]
    public void Every_sample_command_works_in_the_clone_as_printed()
    {
        var commands = Commands().Matches(Readme).Select(command => command.Groups["arguments"].Value.Trim())
            .Where(arguments => arguments.Contains("action/samples", StringComparison.Ordinal)).ToList();

        var failed = commands.Select(arguments => (arguments, run: Published.Run(arguments.Split(' '))))
            .Where(one => one.run.ExitCode == 2).Select(one => $"{one.arguments}: {one.run.Error}");

        commands.Should().HaveCountGreaterThan(3);
        failed.Should().BeEmpty();
    }

    [Fact]
    public void The_workflow_in_the_readme_uses_existing_inputs()
    {
        var step = Step().Match(Readme).Groups["with"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':')[0].Trim());

        var inputs = Inputs().Matches(Repository.Read("action.yml")).Select(input => input.Groups["name"].Value);

        step.Should().NotBeEmpty().And.BeSubsetOf(inputs);
    }

    [GeneratedRegex(@"uses: tfpilot/tfpilot-actions@\S+\n        with:\n(?<with>(          .*\n)+)")]
    private static partial Regex Step();

    [GeneratedRegex(@"^  (?<name>[a-z]+):$", RegexOptions.Multiline)]
    private static partial Regex Inputs();

    [GeneratedRegex(@"^```\w*\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^(?:.*\| )?tfpilot (?<arguments>[^|#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Commands();
}
