using YamlDotNet.RepresentationModel;

namespace TfPilot.Core.Tests.House;

public class ActionYmlTests
{
    private static readonly YamlNode Action = Load("action.yml");

    [Fact]
    public void Every_input_is_passed_to_the_program_once_under_its_own_name()
    {
        var inputs = ((YamlMappingNode)Action["inputs"]).Children.Keys.Select(key => key.ToString()).ToList();

        var expected = inputs.SelectMany(input => input == "plan" ? [Value(input)] : new[] { $"--{input}", Value(input) });

        ((YamlSequenceNode)Action["runs"]["args"]).Select(arg => arg.ToString()).Should().Equal(["review", .. expected]);
    }

    [Fact]
    public void The_image_is_built_from_the_root_of_the_repository()
    {
        var image = Action["runs"]["image"].ToString();

        image.Should().NotContain("/", "GitHub takes the folder of the Dockerfile as the build context").And.EndWith("Dockerfile");
        RepositoryFiles.All.Should().Contain(image);
    }

    [NodeFact]
    public void GitHubs_schema_accepts_action_yml()
    {
        var (exitCode, output) = Validate(Repository.PathOf("action.yml"));

        exitCode.Should().Be(0, output);
    }

    [NodeFact]
    public void GitHubs_schema_refuses_a_broken_action_yml()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.Write("action.yml", RepositoryFiles.Read("action.yml").Replace("image:", "imgae:", StringComparison.Ordinal));

        var (exitCode, output) = Validate(broken);

        exitCode.Should().Be(1);
        output.Should().Contain("imgae");
    }

    private static string Value(string input) => $"${{{{ inputs.{input} }}}}";

    private static (int ExitCode, string Output) Validate(string path) => NodeTool.Run("@action-validator/cli/cli.mjs", Repository.Root, path);

    private static YamlNode Load(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(RepositoryFiles.Read(path)));
        return yaml.Documents[0].RootNode;
    }
}
