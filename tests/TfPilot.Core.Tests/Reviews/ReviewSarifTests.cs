using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.House;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ReviewSarifTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Fact]
    public void The_SARIF_matches_its_golden_file() =>
    Golden.Check(Written(Samples.All["policy"]).ToJsonString(new() { WriteIndented = true }) + "\n", "policy.sarif");

    [NodeFact]
    public void Every_review_conforms_to_the_published_schema()
    {
        var schema = Published();

        var errors = Samples.All.Append(KeyValuePair.Create("hostile", Hostiles()))
            .Select(sample => (sample.Key, schema.Validate(Written(sample.Value).ToJsonString())));

        errors.Should().OnlyContain(found => found.Item2.Count == 0);
    }

    [NodeFact]
    public void An_invalid_document_violates_the_schema()
    {
        var schema = Published();
        (string Path, JsonNode? Value)[] breaks =
        [
            ("version", "2.0.0"), ("runs.0.tool.driver.name", null), ("runs.0.results.0.level", "fatal"),
            ("runs.0.results.0.message", "text"), ("runs.0.results.0.extra", 1),
            ("runs.0.results.0.locations.0.physicalLocation.region.startLine", 0),
            ("runs.0.results.0.partialFingerprints", "hash"),
            ("runs.0.results.4.suppressions.0.kind", "waiver"), ("runs.0.tool.driver.rules.0.help", "text"),
            ("runs.0.invocations.0.executionSuccessful", null),
        ];

        var accepted = breaks.Where(change => schema.Validate(
            With(Written(Samples.All["policy"]), change.Path, change.Value).ToJsonString()).Count == 0);

        accepted.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_result_has_the_properties_code_scanning_requires(string name)
    {
        var run = Written(Samples.All[name])["runs"]![0]!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();

        foreach (var result in run["results"]!.AsArray())
        {
            var place = result!["locations"]!.AsArray().Should().ContainSingle().Subject!["physicalLocation"]!;
            rules[(int)result["ruleIndex"]!]!["id"]!.ToString().Should().Be(result["ruleId"]!.ToString());
            place["artifactLocation"]!["uri"]!.ToString().Should()
                .NotBeEmpty().And.NotStartWith("/").And.NotContain("..");
            ((int)place["region"]!["startLine"]!).Should().BePositive();
            result["message"]!["text"]!.ToString().Should().NotBeEmpty();
            result["partialFingerprints"]!["primaryLocationLineHash"]!.ToString().Should().HaveLength(64);
        }

        rules.Select(rule => rule!["id"]!.ToString()).Should().OnlyHaveUniqueItems();
        rules.Where(rule => rule!["help"]!["text"]!.ToString().Length == 0
            || rule["fullDescription"]!["text"]!.ToString().Length == 0).Should().BeEmpty();
    }

    [Theory]
    [InlineData(PolicyLevel.Block, FindingVerdict.Fail, true, "error")]
    [InlineData(PolicyLevel.Approve, FindingVerdict.Fail, true, "error")] // nobody has approved yet
    [InlineData(PolicyLevel.Advise, FindingVerdict.Fail, true, "warning")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, true, "error")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, false, "warning")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Waived, false, "error")] // suppressed
    public void The_result_level_follows_the_level_of_the_finding(
        PolicyLevel level, FindingVerdict verdict, bool counts, string expected)
    {
        var finding = A.Finding(level: level, verdict: verdict) with { Counts = counts };

        Results(finding).Should().ContainSingle().Which["level"]!.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData(
        FindingVerdict.Waived, """[{"kind":"external","status":"accepted","justification":"until 2026-12-31"}]""")]
    [InlineData(
        FindingVerdict.Ignored, """[{"kind":"inSource","status":"accepted","justification":"until 2026-12-31"}]""")]
    [InlineData(FindingVerdict.Fail, null)] // an expired waiver has a note too
    [InlineData(FindingVerdict.Unknown, null)]
    public void Only_waived_and_ignored_findings_are_suppressed(FindingVerdict verdict, string? suppressions)
    {
        var finding = A.Finding(verdict: verdict) with { Note = "until 2026-12-31" };

        Results(finding).Should().ContainSingle().Which["suppressions"]?.ToJsonString().Should().Be(suppressions);
    }

    [Fact]
    public void A_passing_finding_is_omitted() => Results(A.Finding(verdict: FindingVerdict.Pass)).Should().BeEmpty();

    [Theory]
    [InlineData("live/prod/web/main.tf", "storage.tf", "live/prod/web/storage.tf")]
    [InlineData("live/prod/web/main.tf", "../../../modules/net/main.tf", "modules/net/main.tf")]
    [InlineData("live/prod/web/main.tf", "./sub dir/ä#1.tf", "live/prod/web/sub%20dir/%C3%A4%231.tf")]
    [InlineData("main.tf", "storage.tf", "storage.tf")]
    [InlineData("live/web/main.tf", null, "live/web/main.tf")] // no source is known
    public void Locations_are_paths_relative_to_the_repository_root(string entryFile, string? file, string uri)
    {
        var finding = A.Finding() with { Source = file is null ? null : new(file, 7) };

        var place = Written(
            A.Review(A.Project() with
            {
                EntryFile = entryFile,
                Findings = [finding]
            }))["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        place["artifactLocation"]!["uri"]!.ToString().Should().Be(uri);
        ((int)place["region"]!["startLine"]!).Should().Be(file is null ? 1 : 7);
    }

    [Fact]
    public void A_fingerprint_depends_only_on_rule_address_attribute_and_environment()
    {
        var finding = A.Finding() with { Source = new("a.tf", 1), Actual = "x" };
        string[] Of(string environment, params Finding[] findings) =>
            [.. Written(A.Review(A.Project("p", environment) with { Findings = findings }))["runs"]![0]!["results"]!
                .AsArray().Select(result => result!["partialFingerprints"]!.ToJsonString())];

        var one = Of("prod", finding).Single();
        var same = Of("prod", A.Finding("other"),
            finding with
            {
                Source = new("b.tf", 99),
                Actual = "y",
                Verdict = FindingVerdict.Waived,
                Level = PolicyLevel.Advise
            })[1];
        string[] others =
        [
            .. Of("prod", finding with { Rule = "other" }),
            .. Of("prod", finding with { Address = new("aws_s3_bucket.other") }),
            .. Of("prod", finding with { Attribute = "tags.env" }), .. Of("dev", finding),
        ];

        same.Should().Be(one);
        others.Append(one).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void An_incomplete_review_is_reported_as_an_unsuccessful_execution()
    {
        var run = Written(Samples.All["mixed"])["runs"]![0]!["invocations"]![0]!;
        var errored = Written(Samples.All["errored"])["runs"]![0]!["invocations"]![0]!;
        var complete = Written(Samples.All["policy"])["runs"]![0]!["invocations"]![0]!;

        ((bool)run["executionSuccessful"]!).Should().BeFalse();
        run["toolExecutionNotifications"]![0]!["message"]!["text"]!.ToString().Should().StartWith("plans/web.json: ");
        ((bool)errored["executionSuccessful"]!).Should().BeFalse();
        ((bool)complete["executionSuccessful"]!).Should().BeTrue();
    }

    [Fact]
    public void Plan_text_creates_no_link_and_a_help_URL_must_be_a_web_URL()
    {
        var finding = A.Finding(address: "aws_x.y[\"[click](https://evil.example)\"]") with
        {
            Actual = "[a](1)",
            Docs = "javascript:alert(1)"
        };

        var run = Written(A.Review(A.Project() with { Findings = [finding] }))["runs"]![0]!;

        run["results"]![0]!["message"]!["text"]!.ToString().Should().NotContain("](");
        run["tool"]!["driver"]!["rules"]![0]!["helpUri"].Should().BeNull();
    }

    internal static Review Hostiles() => Review.Of(
        [.. Hostile.Pieces.Select(text => A.Project(text, text) with
        {
            EntryFile = RepositoryPath.TryParse(text) ?? "main.tf",
            Findings = [A.Finding(text, address: text, attribute: text)
                with { Actual = text, Expected = text, Why = text,
                Fix = text, Docs = text, Note = text, Source = new(text, 1) }],
        })],
        [.. Hostile.Pieces.Select(text => A.Problem(text, text))]);

    private static IEnumerable<JsonNode> Results(Finding finding) =>
        Written(A.Review(A.Project() with { Findings = [finding] }))["runs"]![0]!["results"]!.AsArray()
        .Select(result => result!);

    private static JsonNode Written(Review review)
    {
        var output = new ArrayBufferWriter<byte>();
        ReviewSarif.Write(review, "1.2.3", output);
        return JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan))!;
    }

    private static JsonNode With(JsonNode document, string path, JsonNode? value)
    {
        var steps = path.Split('.');
        var parent = steps.SkipLast(1)
            .Aggregate(document, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (value is null) parent.AsObject().Remove(steps[^1]);
        else parent[steps[^1]] = value;
        return document;
    }

    private static JsonSchema Published() =>
        JsonSchema.Of(NodeTool.Read("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
}
