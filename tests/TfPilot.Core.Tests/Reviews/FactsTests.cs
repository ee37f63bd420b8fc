using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Reviews;

public sealed class FactsTests
{
    public static TheoryData<string> SamplePlans() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("action", "samples"), "plan.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> CorpusPlans() =>
        Corpus.ReasonToSkip is null
        ? [.. Directory.EnumerateFiles(Corpus.PathOf("plans")).Order(StringComparer.Ordinal)] : [];

    [Theory]
    [MemberData(nameof(SamplePlans))]
    public void A_sample_yields_the_same_review_from_its_facts(string path) => ReviewsTheSame(path);

    [CorpusTheory]
    [MemberData(nameof(CorpusPlans))]
    public void Every_corpus_plan_yields_the_same_review_from_its_facts(string path) => ReviewsTheSame(path);

    [Fact]
    public void Every_plan_element_survives_a_round_trip()
    {
        var facts = FactsOf(Encoding.UTF8.GetBytes(EveryKind));

        var read = Read(Write(facts));

        ReviewOf(read).Should().Be(ReviewOf(facts));
        Write(read).Should().Equal(Write(facts));
    }

    [Fact]
    public void Facts_contain_no_secret()
    {
        var text = Encoding.UTF8.GetString(Write(FactsOf(Encoding.UTF8.GetBytes(EveryKind))));

        text.Should().NotContain("correct-horse").And.Contain("sensitive-changed").And.Contain("masked");
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("projects")]
    [InlineData("projects[0].name")]
    [InlineData("projects[0].plan")]
    [InlineData("projects[0].plan.errored")]
    [InlineData("projects[0].plan.changes")]
    [InlineData("projects[0].plan.changes[0].address")]
    [InlineData("projects[0].plan.changes[0].actions")]
    [InlineData("projects[0].plan.configuration.digest")]
    [InlineData("projects[0].plan.configuration.dependants")]
    [InlineData("projects[0].scanned[0].rule")]
    [InlineData("projects[0].scanned[0].level")]
    [InlineData("projects[0].scanned[0].message")]
    [InlineData("projects[0].scanned[0].first")]
    [InlineData("projects[0].scanned[0].suppression.inSource")]
    public void A_missing_field_rejects_the_document_and_is_named(string path)
    {
        var document = JsonNode.Parse(Write(FactsOf(Encoding.UTF8.GetBytes(EveryKind))))!;
        var parts = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var parent = parts[..^1].Aggregate(document, (node, part) => part == "0" ? node[0]! : node[part]!);
        parent.AsObject().Remove(parts[^1]);

        var problem = Problem(document.ToJsonString());

        problem.Should().Contain($"facts.{path} should be");
    }

    [Theory]
    [InlineData("", "is not valid JSON")]
    [InlineData("{\"schema\":\"tfpilot.facts/1\"", "is not valid JSON")]
    [InlineData("[]", "facts.schema should be text")]
    [InlineData("{\"schema\":\"tfpilot.facts/2\"}", "a facts version other than")]
    [InlineData("{\"schema\":\"tfpilot.facts/1\",\"projects\":{},\"problems\":[]}", "facts.projects should be a list")]
    [InlineData("{\"schema\":\"tfpilot.facts/1\",\"projects\":[{\"name\":\"\\ud800\"}],\"problems\":[]}",
        "is not valid JSON text")]
    public void A_document_that_is_not_facts_is_rejected_with_the_reason(string text, string reason) =>
    Problem(text).Should().Contain(reason);

    private static void ReviewsTheSame(string path)
    {
        var facts = FactsOf(File.ReadAllBytes(path));

        var read = Read(Write(facts));

        ReviewOf(read).Should().Be(ReviewOf(facts));
    }

    /// <summary>A document that contains every field of the contract.</summary>
    internal static byte[] Everything() => Write(FactsOf(Encoding.UTF8.GetBytes(EveryKind)));

    private static ReviewFacts FactsOf(byte[] plans) => new(
        [
            .. PlanText.All(plans, keepUnchanged: true).Select(plan => new ProjectFacts("orders", "prod", plan)
            {
                Trees = [new("live/orders", new string('a', 40))],
                EntryFile = "live/orders/main.tf",
                Sources = SourceIndex.Of("", HclBlocks.Read("main.tf", Sources)),
                Scanned = Scanned,
                Cost = Cost,
                PlanText = new RedactedText.Shown("Plan: 1 to add", 3),
            }),
        ],
        []);

    /// <summary>One rule of every kind, so that everything in the facts is evaluated.</summary>
    internal static readonly PolicySettings Policy = new()
    {
        Scope = PolicyScope.All,
        Rules =
        [
            new("names", new RuleKind.Naming(new(["*"]), Any("prod-*"))),
            new("tags",
                new RuleKind.Tags(new Dictionary<string, TagRequirement> { ["owner"] = new(null, null) }, new([]),
                    TagSource.Effective)),
            new("regions",
                new RuleKind.Regions(new Dictionary<string, ValueMatcher> { ["aws"] = Any("eu-central-1") })),
            new("sizes", new RuleKind.Sizes([new(new(["aws_db_instance"]), Any("db.t4g.*"))])),
            new("deny", new RuleKind.Deny(new(["aws_vpc"]))),
            new("keep", new RuleKind.Protect(new(["stateful"]), [ProtectedAction.Replace])),
            new("engine",
                new RuleKind.Attributes(
                    [new(new(["aws_db_instance"]),
                        null) { Require = new Dictionary<string, ValueMatcher> { ["engine"] = Any("17"),
                            ["password"] = Any("x") } }])),
            new("modules", new RuleKind.Modules(Any("registry.acme.example/*"), Pinned: true)),
            new("providers", new RuleKind.Providers(Any("acme/*"))),
            new("budget", new RuleKind.Cost(MaxIncrease: 1, MaxPercent: 1, MaxTotal: 1, Currency: "USD")),
        ],
    };

    private static readonly ReviewContext Context = new(new DateOnly(2026, 11, 21))
    {
        Policy = Policy,
        Ignores = AcceptedIgnores.Of([KeyValuePair.Create("live/orders/main.tf", Sources)])
    };

    private static readonly IReadOnlyList<ScannerResult> Scanned =
    [
        new("checkov/CKV_AWS_118", ScannerLevel.Warning, "no monitoring") { File = "main.tf", FirstLine = 2,
            LastLine = 4, Suppression = new(InSource: true, "the agent does it") },
        new("tflint/aws_db_instance_invalid_engine", ScannerLevel.Error, "\"16\" is no engine") { File = "main.tf",
            FirstLine = 3, LastLine = 3, Docs = "https://x.test/engine" },
        new("trivy/AVD-AWS-0077", ScannerLevel.Error, "few backups\u001b[31m") { File = "main.tf", FirstLine = 2,
            LastLine = 4 },
        new("x/y", ScannerLevel.Note, "about everything"),
    ];

    private const string Sources = """
        # tfpilot:ignore engine until=2030-01-01 reason="moves in spring"
        resource "aws_db_instance" "a" {
          engine = "16" # checkov:skip=CKV_AWS_118:the agent does it
        }

        module "net" {
          source = "./net"
        }
        """;

    private static readonly ProjectCost Cost = new()
    {
        Label = "orders",
        Name = "orders",
        Path = "live/orders",
        ModulePath = "orders",
        Currency = "USD",
        Before = 410.5m,
        After = 622.4m,
        UsageBefore = 0,
        UsageAfter = 1.25m,
        Counts = new(1, 1, 2, [new("aws_kinesis_firehose", 1)]),
        Resources =
        [
            new(
                "aws_db_instance.a[\"x\"]",
                "aws_db_instance",
                new("aws_db_instance.a[\"x\"]", "aws_db_instance", 410.5m, 0,
                    [new("Instance", "hours", 730, 410.5m, UsageBased: false)]),
                new("aws_db_instance.a[\"x\"]", "aws_db_instance", 622.4m, 1.25m,
                    [new("Instance", "hours", 730, 621.15m, UsageBased: false),
                        new("Requests", "1M", null, null, UsageBased: true)])),
            new("aws_eip.gone", "aws_eip", new("aws_eip.gone", "aws_eip", 3.6m, 0, []), null),
        ],
    };

    private static ValueMatcher Any(params string[] items) => new() { Items = items };

    private static byte[] Write(ReviewFacts facts)
    {
        var output = new ArrayBufferWriter<byte>();
        FactsWriter.Write(facts, output);
        return output.WrittenSpan.ToArray();
    }

    private static ReviewFacts Read(byte[] facts) =>
        FactsReader.Read("facts.json", facts)
        .Match(read => read, problems => throw new InvalidDataException(problems[0].Message));

    private static string Problem(string facts) => FactsReader.Read("facts.json", Encoding.UTF8.GetBytes(facts))
        .Should().BeOfType<Validated<ReviewFacts>.Invalid>().Which.Problems.Should().ContainSingle().Which.Message;

    private static string ReviewOf(ReviewFacts facts)
    {
        var review = Review.Of(
            [.. facts.Projects.Select(project => ReviewRules.Judge(project, Context))], facts.Problems);
        var json = new ArrayBufferWriter<byte>();
        ReviewJson.Write(review, json);
        return Encoding.UTF8.GetString(json.WrittenSpan)
            + ReviewMarkdown.Write(review, new MarkdownOptions(MarkdownBudget.JobSummary))
            + TerminalText.Write(review, new TerminalStyle(Color: false, Width: 120));
    }

    internal const string EveryKind = """
        {
          "format_version": "1.2", "terraform_version": "1.14.0", "timestamp": "2026-01-02T03:04:05Z", "applyable": true, "complete": false, "errored": false,
          "variables": { "password": { "value": "correct-horse-battery" }, "region": { "value": "eu-west-1" }, "nothing": { "value": null } },
          "resource_changes": [
            {
              "address": "aws_db_instance.a[\"x\"]", "mode": "managed", "type": "aws_db_instance", "name": "a", "provider_name": "registry.terraform.io/hashicorp/aws",
              "previous_address": "aws_db_instance.b", "action_reason": "replace_because_cannot_update",
              "change": {
                "actions": ["delete", "create"],
                "before": { "$odd": "x", "password": "old-correct-horse", "engine": "14", "copy": "correct-horse-battery" },
                "after": { "$odd": "y", "password": "correct-horse-battery", "engine": "16", "copy": "correct-horse-battery" },
                "after_unknown": { "id": true }, "before_sensitive": { "password": true }, "after_sensitive": { "password": true },
                "replace_paths": [["engine"]], "importing": { "id": "orders" }
              }
            },
            { "address": "aws_vpc.old", "mode": "managed", "type": "aws_vpc", "name": "old", "deposed": "abc123", "change": { "actions": ["delete"], "before": { "id": "v" }, "after": null } },
            { "address": "data.aws_ami.x", "mode": "data", "type": "aws_ami", "name": "x", "change": { "actions": ["read"], "before": null, "after": {} } },
            { "address": "aws_vpc.same", "mode": "managed", "type": "aws_vpc", "name": "same", "change": { "actions": ["no-op"], "before": {}, "after": {} } },
            { "address": "aws_vpc.adopted", "mode": "managed", "type": "aws_vpc", "name": "adopted", "change": { "actions": ["no-op"], "before": {}, "after": {}, "importing": { "unknown": true } } },
            { "address": "aws_vpc.odd", "mode": "managed", "type": "aws_vpc", "name": "odd", "change": { "actions": ["explode"], "before": {}, "after": {} } }
          ],
          "resource_drift": [{ "address": "aws_vpc.same", "mode": "managed", "type": "aws_vpc", "name": "same", "change": { "actions": ["update"], "before": { "a": 1 }, "after": { "a": 2 } } }],
          "output_changes": { "url": { "actions": ["update"], "before": "a", "after": "b" }, "key": { "actions": ["create"], "before": null, "after": "correct-horse-battery", "after_sensitive": true } },
          "deferred_changes": [{ "reason": "instance_count_unknown", "resource_change": { "address": "aws_vpc.later", "mode": "managed", "type": "aws_vpc", "name": "later", "change": { "actions": ["create"], "before": null, "after": { "a": 1 } } } }],
          "action_invocations": [{ "address": "action.aws_lambda_invoke.warm", "type": "aws_lambda_invoke", "config_values": { "payload": "{}" }, "lifecycle_action_trigger": { "triggering_resource_address": "aws_vpc.odd", "action_trigger_event": "AfterUpdate" } }],
          "checks": [{ "address": { "to_display": "check.health" }, "status": "fail", "instances": [{ "problems": [{ "message": "is down" }] }] }],
          "configuration": {
            "provider_config": { "aws": { "name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "~> 6.0", "expressions": { "region": { "references": ["var.region"] } } } },
            "root_module": {
              "variables": { "password": { "sensitive": true } },
              "resources": [
                { "address": "aws_db_instance.a", "mode": "managed", "type": "aws_db_instance", "name": "a", "provider_config_key": "aws", "expressions": { "password": { "references": ["var.password"] } }, "provisioners": [{ "type": "local-exec" }] },
                { "address": "aws_vpc.odd", "mode": "managed", "type": "aws_vpc", "name": "odd", "provider_config_key": "aws", "expressions": { "cidr": { "references": ["local.cidr", "aws_db_instance.a.id", "aws_db_instance.a"] } } }
              ],
              "module_calls": { "net": { "source": "./net", "version_constraint": "1.0.0", "expressions": { "cidr": { "constant_value": "10.0.0.0/8" } }, "module": {} } }
            }
          }
        }
        """;
}
