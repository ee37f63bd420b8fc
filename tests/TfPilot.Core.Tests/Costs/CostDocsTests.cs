using System.Text.RegularExpressions;
using TfPilot.Core.Costs;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Costs;

public sealed partial class CostDocsTests
{
    private static readonly string Docs = File.ReadAllText(Repository.PathOf("docs", "guides", "cost.md"))
        .ReplaceLineEndings("\n");

    [Fact]
    public void The_example_yields_the_output_in_the_docs()
    {
        var sides = Example().Matches(Docs).Select(example => An.Read(example.Groups["json"].Value)).ToList();
        var cost = An.Difference(sides[0], sides[1]);
        var changes = new[] { Given.Change("delete,create", "aws_db_instance", "aws_db_instance.orders"),
            Given.Change("create", "aws_sqs_queue", "aws_sqs_queue.jobs") };
        var rows = CostTable.Rows(CostReview.Of(cost.Projects[0], changes, new Risk(RiskClass.Destructive, 0, [])));

        string[] sentences =
        [
            CostHeadline.Of(cost, "prod", showFrom: 1).Text,
            .. rows.Select(
                row => string.Join(" | ", row.Resource, row.Change, row.Before, row.After, row.Cause).Trim()),
            cost.Counts.Sentence(type => type),
        ];

        Docs.Should().Contain($"\n> {string.Join("\n>\n> ", sentences)}\n");
    }

    [Fact]
    public void Every_limit_is_documented()
    {
        var limits = Guardrails.Check(An.Limits(1, 1, 1), An.Cost(1, 1)).Select(result => $"| `{result.Limit}` | ");

        Docs.Should().ContainAll(limits);
    }

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
