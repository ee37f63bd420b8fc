using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Facts come from a job that ran a stranger's code: whatever they hold, they are read or refused, and what is read can be judged.</summary>
public sealed class OddFactsTests
{
    private static readonly string?[] Odd =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"a[\"", "\"a[\\\"b\"", "\"<!-- x -->\"", "[]", "[[]]", "[null]", "{}",
        """{"$":"sensitive"}""", """{"$":"other"}""", """{"$":5}""", """{"$":[{"$":5}]}""", """{"\u0024":5}""", """{"$":"unknown","a":1}""", """{"a":1,"a":2}""", """{"b":1,"a":{"$$":[1,{"$":"masked"}]}}""", "[1, 2 ,3]", null,
    ];

    [Fact]
    public void Whatever_stands_at_any_place_is_refused_or_can_be_judged()
    {
        var failures = new List<string>();
        foreach (var (place, text) in Mutations(JsonNode.Parse(FactsTests.Everything())!))
        {
            try
            {
                if (FactsReader.Read("facts", Encoding.UTF8.GetBytes(text)) is Validated<ReviewFacts>.Valid(var facts)) Judge(facts);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                failures.Add($"{place}: {failure.GetType().Name} {failure.Message} {failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("TfPilot", StringComparison.Ordinal))?.Trim()}");
            }
        }

        failures.Should().BeEmpty();
    }

    private static void Judge(ReviewFacts facts)
    {
        var review = Review.Of([.. facts.Projects.Select(project => ReviewRules.Judge(project, new ReviewContext(new DateOnly(2030, 1, 2))))], facts.Problems);
        ReviewMarkdown.Write(review, new MarkdownOptions(MarkdownBudget.JobSummary));
    }

    private static IEnumerable<(string Place, string Text)> Mutations(JsonNode document)
    {
        foreach (var place in Places(document).ToList())
        {
            foreach (var odd in Odd)
            {
                const string mark = "\"@here@\"";
                var text = With(document, place, mark);
                yield return ($"{place} = {odd ?? "gone"}", odd is null ? With(document, place, null) : text.Replace(mark, odd, StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Places(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Value is null ? [] : Places(member.Value).Prepend(member.Value.GetPath())),
        JsonArray list => list.SelectMany(item => item is null ? [] : Places(item).Prepend(item.GetPath())),
        _ => [],
    };

    private static string With(JsonNode document, string place, string? mark)
    {
        var copy = document.DeepClone();
        var target = Find(copy, place);
        switch (target.Parent)
        {
            case JsonObject map when mark is null: map.Remove(target.GetPropertyName()); break;
            case JsonObject map: map[target.GetPropertyName()] = "@here@"; break;
            case JsonArray list when mark is null: list.Remove(target); break;
            case JsonArray list: list[target.GetElementIndex()] = "@here@"; break;
        }

        return copy.ToJsonString();
    }

    private static JsonNode Find(JsonNode node, string place) =>
        node.GetPath() == place ? node : (node switch { JsonObject map => map.Select(member => member.Value), JsonArray list => list, _ => [] })
            .OfType<JsonNode>().Select(inner => TryFind(inner, place)).OfType<JsonNode>().First();

    private static JsonNode? TryFind(JsonNode node, string place) => Places(node).Prepend(node.GetPath()).Contains(place) ? Find(node, place) : null;
}
