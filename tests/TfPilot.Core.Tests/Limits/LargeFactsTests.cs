using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

/// <summary>
/// The decision time of a document of about a mebibyte grows linearly with its size: each collection of the facts in
/// turn is enlarged and evaluated with one rule of every kind.
/// </summary>
public sealed class LargeFactsTests
{
    private const int Size = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);
    private const long MaxBytes = 3L << 30;

    public static TheoryData<string> Collections() =>
        [.. CollectionsOf(Document()).Select(node => node.GetPath()).Distinct()];

    [Theory]
    [MemberData(nameof(Collections))]
    public void A_pull_request_with_a_large_collection_is_decided_in_time(string place)
    {
        var text = Grown(place);

        var cost = Bounded.Run(() => Decide(text));

        cost.Failure.Should().BeNull();
        cost.Should().Match<Cost>(cost => cost.Time < Limit && cost.Bytes < MaxBytes);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("both")]
    public void A_pull_request_with_a_hundred_thousand_attributes_is_decided_in_time(string sides)
    {
        var document = Document();
        var change = document["projects"]![0]!["plan"]!["changes"]![0]!;
        foreach (var side in sides == "both" ? ["before", "after"] : new[] { sides })
            change[side] = new JsonObject(Enumerable.Range(0, 100_000)
                .Select(i => KeyValuePair.Create<string, JsonNode?>(
                    $"a{i:D6}", JsonValue.Create(side == "before" ? i : i + 1))));
        change["replacePaths"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => (JsonNode)$"a{i:D6}")]);

        var cost = Bounded.Run(() => Decide(document.ToJsonString()));

        cost.Failure.Should().BeNull();
        cost.Should().Match<Cost>(cost => cost.Time < Limit && cost.Bytes < MaxBytes);
    }

    private static void Decide(string text)
    {
        var facts = FactsReader.Read("facts", Encoding.UTF8.GetBytes(text))
            .Match(read => read, problems => throw new InvalidDataException(problems[0].Message));
        var pull = PullData.Pull("live/orders/main.tf", "live/prod/web/main.tf") with
        {
            Evidence = [new EvidenceDocument(new(1, 1), [], facts)],
            Settings = PullData.InForce(
                PullData.Map) with
            {
                Context = new ReviewContext(
                    new DateOnly(2026, 11, 21))
                { Policy = FactsTests.Policy }
            },
        };
        CheckRules.Decide(pull);
        PlanBinding.Of(pull);
    }

    private static JsonNode Document()
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        foreach (var node in CollectionsOf(document).OfType<JsonObject>().Where(node => node.Count == 0).ToList())
            node["x"] = "y";
        return document;
    }

    /// <summary>Arrays, and objects used as dictionaries.</summary>
    private static IEnumerable<JsonNode> CollectionsOf(JsonNode node)
    {
        if (node is JsonArray { Count: > 0 } || IsMap(node)) yield return node;
        var inner = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list =>
            list.AsEnumerable(),
            _ => []
        };
        foreach (var below in inner.OfType<JsonNode>().SelectMany(CollectionsOf)) yield return below;
    }

    private static bool IsMap(JsonNode node) =>
        node is JsonObject { Parent: not null }
        && node.GetPath().Split('.')[^1] is "before" or "after" or "attributes" or "variables" or "providerKeys"
        or "dependants" or "expressions" or "config" && !node.GetPath().Contains("cost", StringComparison.Ordinal);

    /// <summary>Fills the collection with copies that have unique names until the document has this size.</summary>
    private static string Grown(string place)
    {
        var document = Document();
        var node = CollectionsOf(document).First(node => node.GetPath() == place);
        var (name, model) = node is JsonArray list ? (null, list[0]!.ToJsonString())
            : node.AsObject().Where(member => member.Value is not null)
            .Select(member => ((string?)member.Key, member.Value!.ToJsonString())).First();
        for (var (i, left) = (0, Size); left > 0; i++, left -= model.Length + 12)
        {
            var copy = JsonNode.Parse(Renamed(model, i))!;
            if (node is JsonArray grown) grown.Add(copy);
            else node.AsObject()[$"{name}{i}"] = copy;
        }

        return document.ToJsonString();
    }

    private static string Renamed(string model, int i)
    {
        var node = JsonNode.Parse(model)!;
        if (node is not JsonObject map)
            return node.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? $"\"{node.GetValue<string>().Replace("\"", "", StringComparison.Ordinal)}{i}\"" : model;
        foreach (var key in new[] { "address", "name", "path", "rule", "key", "file", "type" }.Where(map.ContainsKey))
        {
            if (key == "type" && map.ContainsKey("actions")) continue;
            var text = map[key]!.GetValue<string>();
            map[key] = key == "file" ? $"f{i}/{text}" : text.EndsWith(']')
                ? $"{text[..text.IndexOf('[', StringComparison.Ordinal)]}[{i}]" : $"{text}{i}";
        }

        return map.ToJsonString();
    }
}
