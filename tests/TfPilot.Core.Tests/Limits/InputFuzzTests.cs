using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals;
using TfPilot.Core.Tests.Costs;
using TfPilot.Core.Tests.Plans;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

/// <summary>
/// Untrusted input is either accepted or rejected: without an unexpected exception and within a budget of time and
/// memory. The mutations are the same in each run; <c>TFPILOT_FUZZ_MUTATIONS=100000</c> runs more of them.
/// </summary>
public sealed class InputFuzzTests
{
    private const int Seed = 20_261_129;
    private const long MaxBytes = 2L << 30;

    /// <summary>A generous limit, because other tests run in parallel; alone, each input takes milliseconds.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, (Func<IReadOnlyList<string>> Seeds, Action<string> Read)> Inputs = new()
    {
        ["plan"] = (() => [FactsTests.EveryKind], text => PlanText.Read(text)),
        ["facts"] = (() => [Encoding.UTF8.GetString(FactsTests.Everything())], Decide),
        ["settings"] = (() => [Settings.Given.Complete], ReadSettings),
        ["comment"] =
            (() => [
                "/tfpilot override prod because\n\n> quoted\n\n```\n/tfpilot lock prod x\n```\n<!-- /tfpilot unlock " +
                    "prod -->\n`/tfpilot help`", "/tfpilot approve-policy keep"], text => _ = CommandReader.Read(text)),
        ["path glob"] = (() => ["live/{prod,dev}/**/main-*.tf", "**/a/**/b/**"],
            text => Match(text, glob => new PathGlob(glob), PathGlob.FindError, (glob, path) => glob.Matches(path))),
        ["glob"] = (() => ["aws_{iam,s3}_*", "*a*b*c*"],
            text => Match(text, glob => new Glob(glob), Glob.FindError, (glob, path) => glob.Matches(path))),
        ["sources"] =
            (() => [
                "# tfpilot:ignore engine until=2030-01-01 reason=\"moves\"\nresource \"aws_db_instance\" \"a\" {\n  " +
                    "engine = \"16\"\n  tags = { a = <<EOT\nx\nEOT\n  }\n}\nmodule \"n\" {\n  source = \"../n\"\n}\n"],
                    ReadSources),
        ["infracost"] = (() => [InfracostReaderTests.Classic, InfracostReaderTests.Scan],
            text => _ = InfracostReader.Read("infracost.json", Encoding.UTF8.GetBytes(text))),
        ["sarif"] = (() => [Policies.Scanners.Sarif.File("trivy"), Policies.Scanners.Sarif.File("checkov")],
            text => _ = SarifReader.Read("scan.sarif", Encoding.UTF8.GetBytes(text))),
        ["changed files"] = (() => ["M\tlive/prod/main.tf\nR100\ta.tf\tb.tf\nD\t\"a\\303\\266.tf\"\n",
            "A\0a.tf\0M\0b.tf\0"], ReadFiles),
        ["template"] =
            (() => [
                "{{ for item in items ~}}\n{{ code item.rule }}{{ if !item.got }} {{ raw item.got }}{{ else if " +
                    "for.first }}-{{ end }}{{ end }}",
                    "{{ # a # }}{{ \"\\u0041\"; for a in items; a.rule; else; html rest; end }}"], Render),
    };

    public static TheoryData<string> Names() => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parser_accepts_or_rejects_mutated_input(string input)
    {
        var (seeds, read) = Inputs[input];
        var wrong = new List<string>();
        foreach (var text in Mutations.Of(seeds(), Math.Max(1, Mutations.Count / Inputs.Count), Seed))
        {
            var cost = Bounded.Measure(() => read(text));
            if (cost.Failure is null && cost.Time < MaxTime && cost.Bytes < MaxBytes) continue;
            var place = cost.Failure?.StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains("TfPilot", StringComparison.Ordinal))?.Trim();
            wrong.Add($"{cost} at {place} for {text[..Math.Min(text.Length, 300)]}");
            if (wrong.Count == 5) break;
        }

        wrong.Should().BeEmpty();
    }

    private static void Decide(string text)
    {
        if (FactsReader.Read("facts", Encoding.UTF8.GetBytes(text)) is not Validated<ReviewFacts>.Valid(var facts))
            return;
        var pull = PullData.Pull("live/orders/main.tf",
            "live/prod/web/main.tf") with
        { Evidence = [new EvidenceDocument(new(1, 1), [], facts)] };
        CheckRules.Decide(
            pull with
            {
                Settings = pull.Settings with
                {
                    Context = new ReviewContext(
                new DateOnly(2026, 11, 21))
                    { Policy = FactsTests.Policy }
                }
            });
        foreach (var project in facts.Projects)
            _ = PlanFingerprint.Of(project.Plan, project.Environment, project.Trees);
    }

    private static void ReadSettings(string text)
    {
        if (Settings.Given.Read(text) is not Validated<Core.Settings.Settings>.Valid(var settings)) return;
        TouchRules.Decide(new([new("live/prod/web/main.tf", ChangeStatus.Modified)]), settings.Map, settings.Unmapped);
    }

    private static void ReadSources(string text)
    {
        var index = SourceIndex.Of("", HclBlocks.Read("main.tf", text));
        _ = index.Folders;
    }

    private static void ReadFiles(string text)
    {
        if (ChangedFilesReader.Read("list", text) is Validated<ChangedFiles>.Valid(var files))
            TouchRules.Decide(files, PullData.Map, UnmappedHandling.Strictest);
    }

    private static void Match<T>(
        string text, Func<string, T> read, Func<string, string?> mistake, Func<T, string, bool> matches)
    {
        if (mistake(text) is not null) return;
        foreach (var path in new[] { "live/prod/web/main.tf", text, new string('a', 1_000),
            string.Concat(Enumerable.Repeat("a/", 63)) + "b" }) matches(read(text), path);
    }

    private static void Render(string text) => ReviewMarkdown.Write(
        Samples.All["blocked"],
        new(MarkdownBudget.CheckRun)
        { UserTemplates = new Dictionary<string, string> { ["must-be-fixed.scriban"] = text } });
}
