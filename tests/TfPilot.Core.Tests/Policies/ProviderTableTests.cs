using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

public sealed class ProviderTableTests
{
    private const string None = "–";

    /// <summary>Rules that every value breaks, so that findings show the value that a rule reads.</summary>
    private static readonly IReadOnlyList<PolicyRule> Rules =
    [
        new("naming", new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("never"))),
        new("tags", PolicyData.Tags("owner", ["never"])),
        new("regions", new RuleKind.Regions(ProviderTable.All.ToDictionary(
            provider => provider.Name, _ => PolicyData.Any("never")))),
        new("sizes", new RuleKind.Sizes([new(PolicyData.Types("*"), PolicyData.Any("never"))])),
        new("deny", new RuleKind.Deny(PolicyData.Types("*"))),
    ];

    [Fact]
    public void The_most_common_types_of_each_provider_support_every_rule()
    {
        var table = new StringBuilder("| type | naming | tags | regions | sizes | deny |\n|:--|:--|:--|:--|:--|:--|\n");

        foreach (var (source, types) in Types())
        {
            table.Append("| **").Append(source).Append("** | | | | | |\n");
            foreach (var (type, after) in types!.AsObject()) table.Append(Row(source, type, after!.ToJsonString()));
        }

        Golden.Check(table.ToString(), "provider-types.md");
    }

    [Fact]
    public void Every_provider_with_regions_has_listed_types()
    {
        var listed = Types().SelectMany(provider => provider.Value!.AsObject())
            .Select(type => ProviderTable.Of(TypeOf(type.Key))?.Name);

        listed.Should().Contain(ProviderTable.All.Where(provider => provider.Regions is not null)
            .Select(provider => provider.Name));
    }

    [Fact]
    public void Every_provider_with_a_row_lists_at_least_ten_types()
    {
        var known = Types().Where(provider => provider.Key != "acme/acme");

        known.Should().OnlyContain(provider => provider.Value!.AsObject().Count >= 10);
    }

    [Fact]
    public void A_cloud_is_named_after_its_first_provider()
    {
        var clouds = ProviderTable.All.Select(provider => provider.Cloud).Distinct();

        clouds.Should().BeSubsetOf(ProviderTable.All.Select(provider => provider.Name));
    }

    private static JsonObject Types() =>
        JsonNode.Parse(File.ReadAllText(
            Repository.PathOf("tests", "TfPilot.Core.Tests", "Policies", "provider-types.json")))!.AsObject();

    private static string Row(string source, string type, string after)
    {
        var change = PolicyData.Create(TypeOf(type), after) with { Provider = $"registry.terraform.io/{source}" };
        var seen = PolicyData.With(Rules).Findings(change).ToLookup(finding => finding.Rule, Seen);
        var cells = Rules.Select(
            rule => string.Join(", ", seen[rule.Id].DefaultIfEmpty(None)));
        return $"| {type} | {string.Join(" | ", cells)} |\n";
    }

    /// <summary>A type of a generic provider is listed once for each kind of object.</summary>
    private static string TypeOf(string listed) => listed.Split(' ')[0];

    private static string Seen(Finding finding) =>
        finding.Attribute.Length > 0 ? finding.Attribute
        : finding.Verdict == FindingVerdict.Unknown ? "the provider's"
        : "yes";
}
