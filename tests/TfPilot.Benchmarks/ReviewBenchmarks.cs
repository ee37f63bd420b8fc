using System.Buffers;
using BenchmarkDotNet.Attributes;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Benchmarks;

/// <summary>The stages of a review: of a small sample, and of the plan in <c>TFPILOT_PLAN</c>.</summary>
[MemoryDiagnoser]
public class ReviewBenchmarks
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("TFPILOT_PLAN");
    private static readonly RiskSettings Settings = RiskSettings.For("prod");

    /// <summary>Rules that read every object of every type.</summary>
    private static readonly PolicyContext Rules = new(
        new PolicySettings
        {
            Rules =
            [
                new("names", new RuleKind.Naming(new(["*"]), new() { Items = ["/^prod-[a-z0-9-]{3,40}$/"] })),
                new("tags",
                    new RuleKind.Tags(new Dictionary<string, TagRequirement> { ["owner"] = new(null, null) }, new([]),
                        TagSource.Effective)),
                new("regions",
                    new RuleKind.Regions(
                        new Dictionary<string, ValueMatcher> { ["aws"] = new() { Items = ["eu-*"] } })),
                new("sizes", new RuleKind.Sizes([new(new(["*"]), new() { Items = ["m7g.*", "db.m7g.*"] })])),
                new("inputs",
                    new RuleKind.Attributes(
                        [new(new(["*"]),
                            null) { Forbid = new Dictionary<string, ValueMatcher>
                                { ["input.region"] = new() { Items = ["us-*"] } } }])),
            ],
        },
        "prod",
        new DateOnly(2026, 1, 1));

    private readonly ArrayBufferWriter<byte> json = new();
    private byte[] bytes = [];
    private Plan plan = null!;
    private Review review = null!;

    public static IEnumerable<string> Plans =>
        Named is null ? [Repository.Sample] : [Repository.Sample, Path.GetFullPath(Named, Repository.Root)];

    [ParamsSource(nameof(Plans))]
    public string Source { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        bytes = File.ReadAllBytes(Source);
        plan = Reader();
        review = Review.Of([new("sample", "prod", plan, Fingerprint(), Risk())], []);
    }

    [Benchmark]
    public Plan Reader()
    {
        using var stream = new MemoryStream(bytes);
        return ((Validated<IReadOnlyList<Plan>>.Valid)PlanReader.Read(Source, stream.Read)).Value[0];
    }

    [Benchmark]
    public string Fingerprint() => PlanFingerprint.Of(plan, "prod", []);

    [Benchmark]
    public Risk Risk() => RiskRules.Assess(plan, Settings);

    [Benchmark]
    public IReadOnlyList<Finding> Policy() => PolicyRules.Evaluate(plan, Rules);

    [Benchmark]
    public string Terminal() => TerminalText.Write(review, new TerminalStyle(Color: true, Width: 120));

    [Benchmark]
    public string Markdown() => ReviewMarkdown.Write(review, new MarkdownOptions(MarkdownBudget.Comment));

    [Benchmark]
    public int Json()
    {
        json.ResetWrittenCount();
        ReviewJson.Write(review, json);
        return json.WrittenCount;
    }
}
