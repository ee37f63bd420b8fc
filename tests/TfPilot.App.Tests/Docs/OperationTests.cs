using System.Text.RegularExpressions;
using TfPilot.App.Evidence;
using TfPilot.App.Hosting;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Tests.Identity;
using YamlDotNet.RepresentationModel;

namespace TfPilot.App.Tests.Docs;

public sealed partial class OperationTests
{
    private static readonly string[] Lines = Repository.Read("docs/guides/operation.md").Split('\n');

    [Fact]
    public void The_docs_list_every_variable_with_its_default()
    {
        var rows = Lines.Select(line => line.Replace("`", "", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| TFPILOT_", StringComparison.Ordinal)
                || line.StartsWith("| GITHUB_", StringComparison.Ordinal));

        rows.Should()
            .Equal(Variable.All.Select(variable => $"| {variable.Name} | {variable.Default} | {variable.Summary} |"));
    }

    [Fact]
    public void The_configuration_reader_reads_exactly_the_documented_variables()
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
    public void The_docs_list_the_endpoints_of_the_program(string method, string path) =>
        Lines.Should().ContainSingle(line => line.StartsWith($"| `{method} {path}` |", StringComparison.Ordinal));

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("tfpilot.service")]
    public void Deployment_files_set_only_existing_variables(string file)
    {
        var names = Words().Matches(Repository.Read($"docs/deploy/{file}")).Select(word => word.Value).Distinct();

        names.Should().NotBeEmpty().And.BeSubsetOf(Variable.All.Select(variable => variable.Name));
    }

    /// <summary>A container without a readable key or database stops at startup.</summary>
    [Fact]
    public void The_compose_file_starts_this_version_after_its_database_without_root_privileges()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("docs/deploy/compose.yaml")));
        var services = yaml.Documents[0].RootNode["services"];
        var version = typeof(Variable).Assembly.GetName().Version!.ToString(3);

        var app = services["app"];

        $"{app["image"]}".Should().Be($"ghcr.io/tfpilot/tfpilot-actions-app:{version}");
        $"{app["depends_on"]["database"]["condition"]}".Should().Be("service_healthy");
        $"{services["database"]["healthcheck"]["test"][1]}".Should().Be("pg_isready");
        ($"{app["read_only"]}", $"{app["cap_drop"][0]}").Should().Be(("true", "ALL"));
        ConfigurationReader.Read(name => name switch
        {
            "TFPILOT_PRIVATE_KEY" => TestApp.Key.ExportRSAPrivateKeyPem(),
            "TFPILOT_DATABASE" => $"{app["environment"]["TFPILOT_DATABASE"]}",
            "TFPILOT_APP_ID" => "501",
            "TFPILOT_WEBHOOK_SECRET" => "secret",
            _ => null,
        }).Match(_ => "", problems => string.Join('\n', problems)).Should().BeEmpty();
    }

    [Fact]
    public void The_Bicep_file_sets_every_required_variable_and_only_existing_ones()
    {
        var names = Repository.Read("docs/deploy/functions.bicep").Split('\'')
            .Where(word => word.StartsWith("TFPILOT_", StringComparison.Ordinal)
                && !word.Contains(' ', StringComparison.Ordinal)).ToHashSet();

        names.Should()
            .BeSubsetOf(Variable.All.Select(variable => variable.Name)).And.Contain(
                [.. Variable.AppCredentials, Variable.Database]);
    }

    [GeneratedRegex(@"\bTFPILOT_[A-Z_]+")]
    private static partial Regex Words();
}
