using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class SecurityTests
{
    private static readonly IReadOnlyList<string[]> Threats =
        [.. RepositoryFiles.Read(".github/SECURITY.md").Split('\n')
            .Where(line => line.StartsWith("| T", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Every_threat_has_a_test_or_a_documented_residual_risk()
    {
        Threats.Select(row => row[1]).Should().Equal(Enumerable.Range(1, 27).Select(number => $"T{number}"));
        Threats.Should().OnlyContain(row => row[4].Length > 0 || row[5].Length > 0);
    }

    [Fact]
    public void Every_referenced_proof_is_an_existing_test()
    {
        var tests = RepositoryFiles.Of("tests/", ".cs")
            .SelectMany(path => Methods().Matches(RepositoryFiles.Read(path))
                .Select(method => method.Groups["name"].Value)).ToHashSet();

        var named = Threats.SelectMany(row => Names().Matches(row[4]).Select(name => name.Groups["name"].Value))
            .ToList();

        named.Should().HaveCountGreaterThan(30).And.OnlyContain(name => tests.Contains(name));
    }

    [GeneratedRegex(@"public (async Task|void) (?<name>\w+)\(")]
    private static partial Regex Methods();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Names();
}
