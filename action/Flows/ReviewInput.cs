using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Flows;

/// <summary>A project's facts with the settings and date to evaluate them by.</summary>
internal sealed record ReviewInput(ProjectFacts Facts, ReviewContext Context);

/// <summary>Reads everything a review needs from files; each settings file is read once.</summary>
internal sealed class ReviewInputs(ReviewRequest request, DateOnly today)
{
    private readonly Dictionary<string, Settings> settings = new(StringComparer.Ordinal);
    private readonly List<ReviewInput> cases = [];
    private readonly List<ScannerReport> reports = [];
    private readonly List<Problem> problems = [];
    private readonly List<Problem> notes = [];
    private readonly HiddenTrees trees = new();
    private bool wereFacts;

    /// <summary>Settings to use instead of a file; the request's <c>Config</c> is their path in messages.</summary>
    public Settings? GivenSettings { get; init; }

    /// <summary>Whether unchanged objects are read too, even if no rule evaluates them.</summary>
    public bool KeepUnchanged { get; init; }

    /// <summary>
    /// Whether an output contains the fingerprint or the facts. Both include git trees, which require reading the index
    /// of the checkout.
    /// </summary>
    public bool NeedsTrees { get; init; } = true;

    public IReadOnlyList<ReviewInput> Cases => cases;

    /// <summary>Distinct read problems.</summary>
    public IReadOnlyList<Problem> Problems => [.. problems.Distinct()];

    /// <summary>Warnings that do not fail the review.</summary>
    public IReadOnlyList<Problem> Notes => notes;

    /// <summary>The folders, from the repository's root, where comments ask to ignore findings.</summary>
    public IReadOnlyList<string> IgnoreFolders =>
        [.. cases.SelectMany(project => project.Facts.IgnoreFolders).Distinct(StringComparer.Ordinal)];

    /// <summary>Accepts the ignore comments that also exist on the default branch.</summary>
    public void Accept(AcceptedIgnores ignores)
    {
        for (var i = 0; i < cases.Count; i++)
            cases[i] = cases[i] with { Context = cases[i].Context with { Ignores = ignores } };
    }

    public void Gather(Stream standardInput, bool isPiped)
    {
        var given = ValueOrReport(CostFiles.Read(request.Infracost));
        reports.AddRange(ScannerFiles.Read(request.Sarif).Select(ValueOrReport).OfType<ScannerReport>());
        foreach (var input in PlanInputs.Find(request.Plans, isPiped))
        {
            if (ValueOrReport(input) is { } found) Gather(found, given, standardInput);
        }

        AddPlanText();
        if (request.TrustedSource is not { } trusted) return;
        if (!Directory.Exists(trusted))
            problems.Add(
                new(trusted, $"{trusted} is not a folder: --trusted-source names a checkout of the default branch."));
        Accept(DefaultBranchIgnores.Read(trusted, IgnoreFolders));
    }

    private void Gather(PlanInput input, CostDifference? given, Stream standardInput)
    {
        var name = request.Name ?? input.Name;
        var sources = SourceFolder.Of(input, name, request.Source, request.Config);
        var path = request.Config ?? SettingsFile.FindAbove(sources.Folder);
        var chosen = GivenSettings ?? (path is null ? Settings.Default : SettingsOf(path));
        if (UnknownEnvironment(chosen, path) is { } unknown) problems.Add(unknown);
        var context = chosen.ContextOn(today) with { RunBoth = TwoThreads.Run };
        var wanted = new ReviewRequestFacts(
            request.Name,
            request.Environment ?? EnvironmentOf(chosen, path, sources.Folder),
            request.Trees,
            KeepUnchanged || chosen.Policy.NeedsUnchanged(withScanners: reports.Count > 0));
        if (ValueOrReport(PlanFile.Read(input, wanted, standardInput)) is not { } read) return;
        problems.AddRange(read.Facts.Problems);
        var own = request.Infracost.Count > 0 || read.WereFacts ? null
            : ValueOrReport(CostFiles.Read(CostFiles.DefaultsFor(input)));
        var index = read.WereFacts ? SourceIndex.Empty : sources.Index();
        var scanned = read.WereFacts || reports.Count == 0 ? [] : ScannerFiles.ResultsOf(reports, sources, index);
        cases.AddRange(read.Facts.Projects.Select(project => new ReviewInput(read.WereFacts ? project : project with
        {
            Trees = project.Trees.Count > 0 || !NeedsTrees ? project.Trees : trees.Of(
                project.Plan, sources, chosen.Environments.FirstOrDefault(one => one.Name == project.Environment)),
            Sources = index,
            EntryFile = sources.EntryFile,
            Scanned = scanned,
            Cost = request.Infracost.Count > 0 ? CostOf(given, project.Name, isOnly: request.Plans.Count <= 1)
                : CostOf(own, project.Name, isOnly: true),
        }, context)).Select(found => found with { Facts = found.Facts.WithoutSecrets() }));
        wereFacts |= read.WereFacts;
    }

    /// <summary>A text that cannot be shown does not fail the review, because no decision depends on it.</summary>
    private void AddPlanText()
    {
        if (request.PlanText is not { } path || cases.Count == 0) return;
        var text = cases.Count > 1 ? new RedactedText.LeftOut("there are several plans")
            : wereFacts ? new RedactedText.LeftOut("facts do not contain the secrets to redact")
            : PlanTextFile.Read(path, cases[0].Facts.Plan);
        if (text is RedactedText.LeftOut(var reason))
            notes.Add(new(path, $"The plan text {path} is left out because {reason}."));
        for (var i = 0; i < cases.Count; i++)
            cases[i] = cases[i] with { Facts = cases[i].Facts with { PlanText = text } };
    }

    /// <summary>With a problem in the settings the review is still written, but it does not pass.</summary>
    private Settings SettingsOf(string path)
    {
        if (settings.TryGetValue(path, out var known)) return known;
        var read = ValueOrReport(SettingsFile.Read(path, today)) ?? Settings.Default;
        notes.AddRange(read.Notes);
        return settings[path] = read;
    }

    /// <summary>A misspelled environment would silently skip every rule for it.</summary>
    private Problem? UnknownEnvironment(Settings chosen, string? path) =>
        GivenSettings is not null || request.Environment is not { } wanted || chosen.Environments.Count == 0
        || chosen.Environments.Any(environment => environment.Name == wanted) ? null
        : new Problem(path ?? SettingsFile.Name,
            $"The settings know no environment {wanted}: they name " +
                $"{string.Join(", ", chosen.Environments.Select(environment => environment.Name))}.");

    private static string? EnvironmentOf(Settings chosen, string? path, string folder) => path is null ? null
        : chosen.EnvironmentsOf(Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, folder)
            .Replace('\\', '/'), workspace: null)
            .Select(environment => environment.Name)
            .FirstOrDefault();

    /// <summary>A single plan and a single estimate belong together even if their names differ.</summary>
    private static ProjectCost? CostOf(CostDifference? cost, string project, bool isOnly) => cost is null ? null
        : ProjectMatch.Find(cost, project) ?? (isOnly && cost.Projects.Count == 1 ? cost.Projects[0] : null);

    private T? ValueOrReport<T>(Validated<T> read)
    {
        if (read is Validated<T>.Valid(var value)) return value;
        problems.AddRange(((Validated<T>.Invalid)read).Problems);
        return default;
    }
}
