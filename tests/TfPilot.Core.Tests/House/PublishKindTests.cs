using System.Xml.Linq;

namespace TfPilot.Core.Tests.House;

public class PublishKindTests
{
    private static readonly string[] Settings =
    [
        "PublishAot", "RuntimeIdentifier", "SelfContained", "PublishSingleFile", "PublishTrimmed", "PublishReadyToRun",
        "PublishReadyToRunCrossgen2ExtraArgs", "CopyOutputSymbolsToPublishDirectory",
        "ConcurrentGarbageCollection", "TieredPGO", "UseSystemResourceKeys", "DebugType",
    ];

    [Fact]
    public void The_benchmark_peers_are_published_with_the_same_settings_as_tfpilot()
    {
        var ours = Kind("action/TfPilot.Action.csproj");

        var theirs = Kind("tests/TfPilot.Benchmarks/peers/Directory.Build.props");

        ours.Should().HaveCount(Settings.Length);
        theirs.Should().Equal(ours);
    }

    private static IEnumerable<string> Kind(string project) => XDocument.Parse(RepositoryFiles.Read(project))
        .Descendants()
        .Where(element => Settings.Contains(element.Name.LocalName))
        .Select(element => $"{element.Name.LocalName} {element.Attribute("Condition")?.Value} {element.Value}")
        .Order(StringComparer.Ordinal);
}
