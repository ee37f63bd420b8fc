using System.Xml.Linq;

namespace TfPilot.Core.Tests.House;

public class ProjectMapTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["TfPilot.Core"] = [],
        ["TfPilot.GitHub"] = ["TfPilot.Core"],
        ["TfPilot.Delivery"] = ["TfPilot.Core"],
        ["TfPilot.Storage"] = ["TfPilot.Core", "TfPilot.Delivery"],
        ["TfPilot.Action"] = ["TfPilot.Core", "TfPilot.Delivery", "TfPilot.GitHub"],
        ["TfPilot.OctokitCalls"] = ["TfPilot.Core", "TfPilot.GitHub"],
        ["TfPilot.App"] =
            ["TfPilot.Core", "TfPilot.Delivery", "TfPilot.GitHub", "TfPilot.OctokitCalls", "TfPilot.Storage"],
        ["TfPilot.Functions"] = ["TfPilot.App"],
    };

    [Fact]
    public void Production_projects_reference_only_allowed_projects()
    {
        var projects = new[] { "src/", "action/", "app/" }.SelectMany(folder => RepositoryFiles.Of(folder, ".csproj"))
            .ToList();

        var disallowed =
            projects.SelectMany(project => DisallowedReferences(Name(project), RepositoryFiles.Read(project)));

        projects.Should().Contain("src/TfPilot.Core/TfPilot.Core.csproj");
        disallowed.Should().BeEmpty();
    }

    [Theory]
    [InlineData("TfPilot.Core", "../TfPilot.GitHub/TfPilot.GitHub.csproj")] // Core knows nobody
    [InlineData("TfPilot.Action", "../app/TfPilot.App.csproj")] // Action and App never meet
    [InlineData("TfPilot.App", "../action/TfPilot.Action.csproj")]
    [InlineData("TfPilot.Action", "../src/TfPilot.OctokitCalls/TfPilot.OctokitCalls.csproj")]
    [InlineData("TfPilot.GitHub", "../TfPilot.OctokitCalls/TfPilot.OctokitCalls.csproj")]
    [InlineData("TfPilot.Storage", "..\\TfPilot.GitHub\\TfPilot.GitHub.csproj")]
    [InlineData("TfPilot.Helpers", "../TfPilot.Core/TfPilot.Core.csproj")] // no such folder
    public void A_forbidden_project_reference_is_found(string project, string reference)
    {
        var csproj = $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""";

        var disallowed = DisallowedReferences(project, csproj);

        disallowed.Should().ContainSingle();
    }

    [Fact]
    public void Every_production_project_has_a_test_project()
    {
        var projects = new[] { "src/", "action/", "app/" }.SelectMany(folder => RepositoryFiles.Of(folder, ".csproj"))
            .Select(Name);

        var tests = RepositoryFiles.Of("tests/", ".Tests.csproj").Select(Name);

        tests.Should().Contain(projects.Select(project => $"{project}.Tests"));
    }

    private static IEnumerable<string> DisallowedReferences(string project, string csproj) => XDocument.Parse(csproj)
        .Descendants("ProjectReference")
        .Select(reference => Name(reference.Attribute("Include")!.Value))
        .Where(known => !MayKnow.GetValueOrDefault(project, []).Contains(known))
        .Select(known => $"{project} may not know {known}");

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
