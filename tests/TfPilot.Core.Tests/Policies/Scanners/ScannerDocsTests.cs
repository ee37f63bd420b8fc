using System.Text.RegularExpressions;
using TfPilot.Core.Policies;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Policies.Scanners;

public sealed partial class ScannerDocsTests
{
    private static readonly string Docs = Repository.Read("docs/guides/scanners.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_waiver_and_the_comment_in_the_docs_are_valid()
    {
        var none = SettingsReader.Read("s.yml", "version: 1\n", PolicyData.Today);
        var yaml = Fence().Matches(Docs).Select(fence => fence.Value)
            .Single(text => text.StartsWith("- rule:", StringComparison.Ordinal));
        var hcl = Fence().Matches(Docs).Select(fence => fence.Value)
            .Single(text => text.StartsWith("# tfpilot:ignore", StringComparison.Ordinal));

        var waivers = none.Then(settings => SettingsReader.ReadWaivers("w.yml", yaml, settings, new(2029, 12, 1)))
            .Match(settings => settings.Policy.Waivers, _ => []);

        waivers.Select(waiver => waiver.Rule).Should().Equal("checkov/CKV_AWS_16");
        HclBlocks.Read("main.tf", hcl).Single().Ignores.Should()
            .Equal(new IgnoreComment("trivy/AVD-AWS-0080", new(2030, 1, 31), "holds no data yet"));
    }

    [GeneratedRegex("(?<=^```(yaml|hcl)\n).*?(?=^```$)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
