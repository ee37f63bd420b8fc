using System.Xml.Linq;

namespace TfPilot.Core.Tests.House;

public class BuildTests
{
    private const string TestCommand = "dotnet tool restore && dotnet cake build/build.cake";

    [Fact]
    public void Totals_are_summed_over_the_result_files()
    {
        var first = TestTotals.Read(
            Results("""total="9" executed="9" passed="6" failed="1" error="1" timeout="1" aborted="0" """));
        var second = TestTotals.Read(
            Results("""total="1" executed="1" passed="1" failed="0" error="0" timeout="0" aborted="0" """));

        var totals = TestTotals.Zero + first + second;

        totals.ToString().Should().Be("7 passed, 3 failed");
        totals.Ran.Should().Be(10);
    }

    [Fact]
    public void Skipped_tests_are_counted_with_their_reasons()
    {
        var skip = """
            <UnitTestResult outcome="NotExecuted"><Output><ErrorInfo><Message>no terraform</Message></ErrorInfo></Output></UnitTestResult>
            """;
        var silent = """<UnitTestResult outcome="NotExecuted" />""";

        var totals = TestTotals.Read(
            Results("""total="3" executed="1" passed="1" failed="0" notExecuted="0" """, skip, silent));

        totals.ToString().Should().Be("1 passed, 0 failed, 2 skipped");
        totals.SkipReasons.Should().Equal("no terraform", "no reason given");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData(".ci/run")]
    [InlineData(".github/workflows/check.yml")]
    public void Developers_and_CI_run_the_same_command(string path)
    {
        var lines = RepositoryFiles.Read(path).Split('\n')
            .Select(line => line.Replace("run:", "", StringComparison.Ordinal).Trim(' ', '-'));

        lines.Should().ContainSingle(line => line == TestCommand);
    }

    private static XDocument Results(string counters, params string[] results) => XDocument.Parse($"""
        <TestRun xmlns="urn:results">
          <Results><UnitTestResult outcome="Passed" />{string.Concat(results)}</Results>
          <ResultSummary><Counters {counters} /></ResultSummary>
        </TestRun>
        """);
}
