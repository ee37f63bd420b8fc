using System.Diagnostics;
using TfPilot.Action.Flows;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>Runs tests with the same evaluation as a review. A test that cannot be run counts as not passed.</summary>
internal sealed class PolicyTestRun(DateOnly today)
{
    private readonly List<PolicyTestResult> results = [];
    private readonly List<Problem> problems = [];
    private readonly List<Problem> notes = [];

    public IReadOnlyList<PolicyTestResult> Results => results;

    /// <summary>Why tests could not be run.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Distinct warnings about the settings that fail no test.</summary>
    public IReadOnlyList<Problem> Notes => [.. notes.Distinct()];

    public int NotRun { get; private set; }

    public void Add(Validated<string> found)
    {
        if (ValueOrReport(found) is not { } file || ValueOrReport(PolicyTestFiles.Read(file, today)) is not { } tests)
            return;
        var (path, settings) = SettingsOf(tests.Settings, file);
        if (ValueOrReport(settings, notRun: tests.Tests.Count) is not { } rules) return;
        // Notes about expired waivers depend on the date of the run, so a test with its own date has none.
        if (tests.Tests.Any(test => test.Today is null)) notes.AddRange(rules.Notes);
        foreach (var test in tests.Tests)
        {
            if (ValueOrReport(FactsOf(test, rules, path, FolderOf(file))) is { } review)
                results.Add(Judge(test, rules, review));
        }
    }

    private (string Path, Validated<Settings> Settings) SettingsOf(PolicyTestSettings settings, string file)
    {
        switch (settings)
        {
            case PolicyTestSettings.InFile(var path):
                var named = Path.Combine(FolderOf(file), path);
                return (named, SettingsFile.Read(named, today));
            case PolicyTestSettings.Inline(var inline):
                return (file, inline);
            default:
                throw new UnreachableException();
        }
    }

    private Validated<ReviewInput> FactsOf(PolicyTestCase test, Settings rules, string path, string folder)
    {
        var request = new ReviewRequest(
            [Path.Combine(folder, test.Plan)], Name: null, test.Environment, Source: null, path,
            [.. test.Infracost.Select(file => CostFiles.In(folder, file))], Trees: [], Outputs: []);
        var gathered = new ReviewInputs(
            request, test.Today ?? today)
        { GivenSettings = rules, KeepUnchanged = true, NeedsTrees = false };
        gathered.Gather(Stream.Null, isPiped: false);
        return gathered.Problems.Count > 0
            ? new Validated<ReviewInput>.Invalid(
                [.. gathered.Problems.Select(problem => new Problem(test.At, $"{test.At}: {problem.Message}"))])
            : gathered.Cases.Count != 1
            ? new Problem(test.At, $"{test.At}: {test.Plan} contains {gathered.Cases.Count} plans instead of one")
            : gathered.Cases[0];
    }

    private static PolicyTestResult Judge(PolicyTestCase test, Settings rules, ReviewInput found)
    {
        var findings = ReviewRules.Judge(found.Facts, found.Context).Findings;
        return new(test.At, test.Name,
            PolicyTest.Judge(test.Expected, findings, rules.Policy, found.Facts.Plan,
                (rule, address) => ReviewRules.Explain(found.Facts, found.Context, rule, address)));
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(file) ?? "";

    private T? ValueOrReport<T>(Validated<T> read, int notRun = 1)
        where T : class
    {
        if (read is Validated<T>.Valid(var value)) return value;
        problems.AddRange(((Validated<T>.Invalid)read).Problems.Where(problem => !problems.Contains(problem)));
        NotRun += notRun;
        return null;
    }
}
