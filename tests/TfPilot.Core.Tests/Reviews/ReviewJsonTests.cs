using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ReviewJsonTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_review_conforms_to_its_schema(string name)
    {
        var schema = Published();

        schema.Validate(Written(Samples.All[name])).Should().BeEmpty();
    }

    [Fact]
    public void Every_class_and_every_action_conforms_to_the_schema()
    {
        var schema = Published();
        string[][] actions =
            [["no-op"], ["read"], ["create"], ["update"], ["delete", "create"], ["create", "delete"],
                ["create", "forget"], ["delete"], ["forget"], ["dance"]];
        var changes = actions.Select((list, i) => A.Change($"t.r{i}", list)).ToList();
        var projects = Enum.GetValues<RiskClass>()
            .Select(risk => A.Project(
                risk.ToString(), null, changes, A.Risk(risk)) with
            { Cost = new("USD", 1.10m, 2.30m) });

        var json = Written(Review.Of([.. projects], []));

        schema.Validate(json).Should().BeEmpty();
    }

    [Fact]
    public void Every_finding_conforms_to_the_schema()
    {
        var schema = Published();
        var findings = from level in Enum.GetValues<PolicyLevel>()
                       from verdict in Enum.GetValues<FindingVerdict>()
                       select A.Finding(level: level, verdict: verdict);

        var json = Written(
            A.Review(A.Project() with
            {
                Findings = [.. findings,
                A.Finding(address: null, attribute: "") with { Why = "because" }]
            }));

        schema.Validate(json).Should().BeEmpty();
    }

    [Fact]
    public void Absent_properties_of_a_finding_are_null()
    {
        var finding = A.Finding(address: null, attribute: "");

        var json = JsonNode.Parse(
            Written(A.Review(A.Project() with { Findings = [finding] })))!["projects"]![0]!["policy"]!["findings"]![0]!;

        json.ToJsonString().Should().Be("""
            {"rule":"core-tags","kind":"tags","level":"block","verdict":"fail","address":null,"attribute":null,"got":"","want":"","why":null,"docs":null,"fix":null,"note":null,"also":[],"waiver":"- rule: core-tags\n  match: [\u0022*\u0022]\n  in: [\u0022prod\u0022]\n  until: 2027-01-31\n  reason: \u0022\u0022\n","approvers":[],"file":null,"line":null}
            """);
    }

    [Fact]
    public void A_finding_includes_its_fix_documentation_approvers_and_location()
    {
        var finding = A.Finding(level: PolicyLevel.Approve) with
        {
            Fix = "a = 1",
            Docs = "https://x.test",
            Note = "waiver expired on 2026-01-01",
            Approvers = ["dba"],
            Source = new("../net/main.tf", 7)
        };

        var json = JsonNode.Parse(
            Written(A.Review(
                A.Project() with
                {
                    EntryFile = "live/prod/main.tf",
                    Findings = [finding,
                        finding with { Verdict = FindingVerdict.Waived,
                            Counts = false }]
                })))!["projects"]![0]!["policy"]!["findings"]!;

        json[0]!["waiver"]!.GetValue<string>().Should()
            .StartWith("- rule: core-tags\n  match: [\"aws_s3_bucket.logs\"]\n");
        json[1]!["waiver"].Should().BeNull();
        (json[0]!["fix"]!.ToString(), json[0]!["docs"]!.ToString(), json[0]!["note"]!.ToString(),
            json[0]!["approvers"]![0]!.ToString(), json[0]!["file"]!.ToString(), json[0]!["line"]!.GetValue<int>())
            .Should().Be(("a = 1", "https://x.test", "waiver expired on 2026-01-01", "dba", "live/net/main.tf", 7));
    }

    [Fact]
    public void The_cost_of_a_project_lists_its_resources_with_their_actions()
    {
        var project = A.Priced(A.Project(changes: [A.Create("t.a"), A.Create("t.u")]), A.Cost("t.a", null, 10),
            A.Cost("t.b", 3, 5), A.Cost("t.c", 1, 1), new("t.u", "t", null, new("t.u", "t", null, 0, [])));

        var json = Written(A.Review(project));

        Published().Validate(json).Should().BeEmpty();
        var cost = JsonNode.Parse(json)!["projects"]![0]!["cost"]!;
        cost["estimated"]!.GetValue<int>().Should().Be(4);
        cost["resources"]!.AsArray()
            .Select(line => $"{line!["address"]} {line["action"]} {line["monthlyBefore"]} {line["monthlyAfter"]} " +
                line["monthlyDelta"])
            .Should().Equal("t.a create 0 10 10", "t.b  3 5 2", "t.u create 0  ");
    }

    [Theory]
    [InlineData("$.verdict", "\"fine\"")] // not a word of the contract
    [InlineData("$.extra", "1")] // not a field of the contract
    [InlineData("$.projects[0].extra", "1")]
    [InlineData("$.projects[0].risk.class", "\"odd\"")]
    [InlineData("$.projects[0].changes[0].address", "null")]
    [InlineData("$.projects[0].policy.findings[0].level", "\"warn\"")]
    [InlineData("$.projects[0].policy.findings[0].got", "true")] // text, never the plan's value
    [InlineData("$.summary.add", "-1")]
    [InlineData("$.cost", "0")] // an unknown cost is null, never zero
    public void A_contract_violation_violates_the_schema(string path, string value)
    {
        var schema = Published();
        var document = JsonNode.Parse(Written(Samples.All["policy"]))!;

        Set(document, path, JsonNode.Parse(value));

        schema.Validate(document.ToJsonString()).Should().NotBeEmpty();
    }

    [Fact]
    public void The_document_is_one_line_of_ASCII()
    {
        var json = Written(A.Review(A.Delete("aws_x.y[\"日本 🚀 \u202E\"]")));

        json.Should().EndWith("}\n");
        json.TrimEnd('\n').Should().MatchRegex("^[ -~]*$");
        JsonNode.Parse(json)!["projects"]![0]!["changes"]![0]!["address"]!.GetValue<string>().Should()
            .Be("aws_x.y[\"日本 🚀 \u202E\"]");
    }

    [Fact]
    public void Invalid_Unicode_text_is_still_written()
    {
        var json = Written(A.Review(A.Delete("aws_x.y[\"" + (char)0xD800 + "\"]")));

        JsonNode.Parse(json)!["projects"]![0]!["changes"]![0]!["address"]!.GetValue<string>().Should()
            .Contain("\uFFFD");
    }

    [Fact]
    public void The_docs_list_every_field()
    {
        var docs = Repository.Read("docs/reference/review-json.md");
        var schema = JsonNode.Parse(Repository.Read("docs/review.schema.json"))!;

        SchemaProperties.Of(schema).Distinct().Where(name => !docs.Contains($"`{name}`", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    private static JsonSchema Published() => JsonSchema.InDocs("review.schema.json");

    private static string Written(Review review)
    {
        var output = new ArrayBufferWriter<byte>();
        ReviewJson.Write(review, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Set(JsonNode document, string path, JsonNode? value)
    {
        var steps = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.').Skip(1).ToList();
        var parent = steps.SkipLast(1).Aggregate(document, (node, step) => step == "0" ? node[0]! : node[step]!);
        parent[steps[^1]] = value;
    }
}
