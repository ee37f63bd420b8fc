using TfPilot.App.Evidence;
using TfPilot.App.Hosting;
using TfPilot.App.Webhooks;

namespace TfPilot.App.Tests.Docs;

public sealed class OperationTests
{
    private static readonly string[] Lines = Repository.Read("docs/guides/operation.md").Split('\n');

    [Fact]
    public void Every_variable_is_in_the_table_as_the_program_has_it()
    {
        var rows = Lines.Select(line => line.Replace("`", "", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| TFPILOT_", StringComparison.Ordinal)
                || line.StartsWith("| GITHUB_", StringComparison.Ordinal));

        rows.Should()
            .Equal(Variable.All.Select(variable => $"| {variable.Name} | {variable.Otherwise} | {variable.Summary} |"));
    }

    [Fact]
    public void The_reader_asks_for_every_variable_of_the_table_and_for_no_other()
    {
        var asked = new HashSet<string>();

        ConfigurationReader.Read(name =>
        {
            asked.Add(name);
            return name == Variable.AppId ? "501" : null;
        });

        asked.Should().BeEquivalentTo(Variable.All.Select(variable => variable.Name));
    }

    [Theory]
    [InlineData("POST", WebhookEndpoint.Path)]
    [InlineData("POST", EvidenceEndpoint.Path)]
    [InlineData("GET", ApiDescription.Path)]
    public void The_addresses_are_those_of_the_program(string method, string path) =>
        Lines.Should().ContainSingle(line => line.StartsWith($"| `{method} {path}` |", StringComparison.Ordinal));

    [Fact]
    public void The_Bicep_file_sets_what_has_no_other_value_and_only_what_there_is()
    {
        var names = Repository.Read("docs/deploy/functions.bicep").Split('\'')
            .Where(word => word.StartsWith("TFPILOT_", StringComparison.Ordinal)
                && !word.Contains(' ', StringComparison.Ordinal)).ToHashSet();

        names.Should()
            .BeSubsetOf(Variable.All.Select(variable => variable.Name)).And.Contain(
                [.. Variable.OfTheApp, Variable.Database]);
    }
}
