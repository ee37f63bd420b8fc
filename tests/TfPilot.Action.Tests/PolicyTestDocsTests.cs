using System.Text.RegularExpressions;

namespace TfPilot.Action.Tests;

public sealed partial class PolicyTestDocsTests
{
    [Fact]
    public void The_example_in_the_docs_prints_the_documented_output()
    {
        using var folder = new TemporaryFolder();
        var example = Example().Match(Repository.Read("docs/reference/policy.md"));
        folder.Write("volumes.policytest.yml", example.Groups["tests"].Value);
        folder.Write("volumes.json", example.Groups["plan"].Value);

        var run = Cli.Run("policy", "test", folder.Root);

        run.ExitCode.Should().Be(0);
        run.Out.Replace($"{folder.Root}/", "", StringComparison.Ordinal).Should().Be(example.Groups["shown"].Value);
    }

    [GeneratedRegex(
        @"## Tests of rules\n.*?```yaml\n(?<tests>.*?)```\n.*?```json\n(?<plan>.*?)```\n.*?```text\n(?<shown>.*?)```\n",
        RegexOptions.Singleline)]
    private static partial Regex Example();
}
