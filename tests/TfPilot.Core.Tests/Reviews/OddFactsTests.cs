using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>
/// Facts come from a job that ran untrusted code: any document is either accepted or rejected, and accepted facts can
/// be evaluated.
/// </summary>
public sealed class OddFactsTests
{
    private static readonly string?[] Odd =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"a[\"",
        "\"a[\\\"b\"", "\"<!-- x -->\"", "[]", "[[]]", "[null]", "{}",
        """{"$":"sensitive"}""", """{"$":"other"}""", """{"$":5}""", """{"$":[{"$":5}]}""", """{"\u0024":5}""",
        """{"$":"unknown","a":1}""", """{"a":1,"a":2}""", """{"b":1,"a":{"$$":[1,{"$":"masked"}]}}""", "[1, 2 ,3]",
        null,
    ];

    [Fact]
    public void Any_value_in_any_field_is_rejected_or_can_be_evaluated()
    {
        var failures = new List<string>();
        foreach (var (place, text) in Mutations(JsonNode.Parse(FactsTests.Everything())!))
        {
            try
            {
                if (FactsReader.Read("facts", Encoding.UTF8.GetBytes(text)) is Validated<ReviewFacts>.Valid(var facts))
                    Judge(facts);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                var at = failure.StackTrace?.Split('\n')
                    .FirstOrDefault(line => line.Contains("TfPilot", StringComparison.Ordinal))?.Trim();
                failures.Add($"{place}: {failure.GetType().Name} {failure.Message} {at}");
            }
        }

        failures.Should().BeEmpty();
    }

    [Fact]
    public void A_duplicate_resource_cost_is_rejected()
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        var costs = document["projects"]![0]!["cost"]!["resources"]!.AsArray();
        costs.Add(costs[0]!.DeepClone());

        var read = FactsReader.Read("facts", Encoding.UTF8.GetBytes(document.ToJsonString()));

        read.Should().BeOfType<Validated<ReviewFacts>.Invalid>().Which.Problems.Should().ContainSingle()
            .Which.Message.Should().Contain("without duplicate addresses");
    }

    private static void Judge(ReviewFacts facts)
    {
        var review = Review.Of(
            [.. facts.Projects.Select(
                project => ReviewRules.Judge(project, new ReviewContext(new DateOnly(2030, 1, 2))))], facts.Problems);
        ReviewMarkdown.Write(review, new MarkdownOptions(MarkdownBudget.JobSummary));
    }

    private static IEnumerable<(string Place, string Text)> Mutations(JsonNode document)
    {
        const string mark = "\"@here@\"";
        foreach (var node in Inside(document).ToList())
        {
            var (place, marked, without) = (node.GetPath(), Swapped(document, node, "@here@"),
                Swapped(document, node, null));
            foreach (var odd in Odd)
                yield return ($"{place} = {odd ?? "gone"}",
                    odd is null ? without : marked.Replace(mark, odd, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node) =>
        (node switch { JsonObject map => map.Select(member => member.Value), JsonArray list => list, _ => [] })
        .OfType<JsonNode>().SelectMany(inner => Inside(inner).Prepend(inner));

    /// <summary>Replaces or removes a node of the document and restores it afterward.</summary>
    private static string Swapped(JsonNode document, JsonNode node, string? other)
    {
        if (node.Parent is JsonObject map)
        {
            var name = node.GetPropertyName();
            map.Remove(name);
            if (other is not null) map[name] = other;
            var text = document.ToJsonString();
            map[name] = node;
            return text;
        }
        else
        {
            var (list, index) = ((JsonArray)node.Parent!, node.GetElementIndex());
            list.RemoveAt(index);
            if (other is not null) list.Insert(index, other);
            var text = document.ToJsonString();
            if (other is not null) list.RemoveAt(index);
            list.Insert(index, node);
            return text;
        }
    }
}
