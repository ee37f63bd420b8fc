using TfPilot.Action.Jobs;
using YamlDotNet.RepresentationModel;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>The descriptions in action.yml match the behavior of the program.</summary>
public sealed class ActionYmlTests
{
    private static readonly YamlMappingNode Action = Load();
    private static readonly string Docs = File.ReadAllText(Repository.PathOf("docs", "reference", "action.md"));

    [Fact]
    public void Every_input_is_read_by_its_name_with_its_default()
    {
        var declared = Section("inputs")
            .Select(input => new JobInput($"{input.Key}", $"{((YamlMappingNode)input.Value)["default"]}"));

        declared.Should().Equal(JobInputs.All);
    }

    [Fact]
    public void No_input_is_declared_as_required()
    {
        Section("inputs").Should()
            .OnlyContain(input => !((YamlMappingNode)input.Value).Children.ContainsKey("required"));
    }

    [Fact]
    public void Every_output_is_written_by_its_name()
    {
        Section("outputs").Select(output => $"{output.Key}").Should().BeEquivalentTo(JobOutputs.All);
    }

    [Fact]
    public void The_documentation_matches_action_yml()
    {
        var inputs = Section("inputs")
            .Select(input => (Name: input.Key, About: (YamlMappingNode)input.Value))
            .Select(input =>
                $"| `{input.Name}` | {Quote($"{input.About["default"]}")} | {input.About["description"]} |");
        var outputs = Section("outputs")
            .Select(output => $"| `{output.Key}` | {((YamlMappingNode)output.Value)["description"]} |");

        foreach (var row in inputs.Concat(outputs)) Docs.Should().Contain(row);
    }

    [Fact]
    public void Every_reason_code_is_documented_once()
    {
        var documented = Docs.Split('\n')
            .Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\| `[a-z-]+` \| \d \|"))
            .Select(line => line.Split('`')[1]);

        documented.Should().BeEquivalentTo(Enum.GetValues<ReasonCode>().Select(code => code.Word()));
    }

    [Fact]
    public void Every_command_is_documented()
    {
        foreach (var command in Enum.GetNames<JobCommand>())
            Docs.Should().Contain($"| `{command.ToLowerInvariant()}` | ");
    }

    private static string Quote(string value) => value.Length == 0 ? "" : $"`{value}`";

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Section(string name) =>
        ((YamlMappingNode)Action[name]).Children;

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.PathOf("action.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
