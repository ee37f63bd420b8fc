using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>An accepted plan that is still current on the base branch, evaluated with the effective settings.</summary>
internal sealed record RejudgedProject(AcceptedDocument From, ProjectReview Review)
{
    private const int NameLength = 80;

    public string Words =>
        Review.Environment is { } environment ? $"{Truncate(Review.Name)} of {Truncate(environment)}"
            : Truncate(Review.Name);

    private static string Truncate(string name) => TextColumns.Truncate(VisibleText.Of(name), NameLength);
}

/// <summary>
/// The result of judging the last accepted plans again for a settings-only change. They replace new plans only when
/// <paramref name="Missing"/> is empty; it lists each project and environment that must be planned, with the reason.
/// </summary>
internal sealed record Rejudging(IReadOnlyList<RejudgedProject> Projects, IReadOnlyList<string> Missing)
{
    public bool IsEnough => Projects.Count > 0 && Missing.Count == 0;

    /// <summary>Null when more than the settings changed, or when the head has its own evidence.</summary>
    public static Rejudging? Of(PullFacts facts, bool hasEvidence, Func<ProjectFacts, ProjectReview> judge)
    {
        if (hasEvidence || !facts.Affected.IsSettingsAlone) return null;
        var (readable, broken) = Split(facts.Accepted.Documents);
        var (projects, missing) = (new List<RejudgedProject>(),
            broken.ConvertAll(
                document =>
                    $"{document.Document.Run} of pull request {Number(document.Pull)}, which cannot be read in full"));
        var plans = readable.SelectMany(from => from.Document.Facts.Projects,
            (from, project) => (From: from, Evidence: new ProjectEvidence(project, from.Document)))
            .GroupBy(
                plan => (plan.Evidence.Facts.Name, Environment: plan.Evidence.Facts.Environment?.ToLowerInvariant()))
            .OrderBy(plans => plans.Key.Name, StringComparer.Ordinal)
            .ThenBy(plans => plans.Key.Environment, StringComparer.Ordinal);
        foreach (var same in plans)
        {
            var fresh = same.Where(plan => IsFresh(plan.From, plan.Evidence, facts)).ToList();
            var (from, evidence) = (fresh.Count > 0 ? fresh : [.. same]).Aggregate(
                (newest, plan) => plan.From.Document.Run.IsLaterThan(newest.From.Document.Run) ? plan : newest);
            var project = new RejudgedProject(from, judge(evidence.Facts));
            if ((fresh.Count == 0 ? "which changed or expired"
                : Objection(project.Review, facts.Settings)) is { } objection)
                missing.Add($"{project.Words}, {objection}");
            else projects.Add(project);
        }

        missing.AddRange(facts.Settings.Environments.Select(environment => environment.Name)
            .Where(name => !plans.Any(same => EnvironmentNames.IsSame(same.Key.Environment, name)))
            .Select(name => $"{name}, which has no accepted plan"));
        return new(projects, missing);
    }

    /// <summary>Splits the documents into trusted and complete ones, and the rest.</summary>
    private static (List<AcceptedDocument> Readable, List<AcceptedDocument> Broken) Split(
        IReadOnlyList<AcceptedDocument> documents)
    {
        var known = documents.ToLookup(
            accepted => accepted.Document is { IsTrusted: true, IsForeign: false, Facts.Problems.Count: 0 });
        return ([.. known[true]], [.. known[false]]);
    }

    /// <summary>Why a current plan must be made again; null when it can be used.</summary>
    private static string? Objection(ProjectReview review, EffectiveSettings settings) =>
        settings.Environments.Count > 0 && review.Environment is { } name && settings.Find(name) is null
        ? "which the settings do not define"
        : review.Risk.Class == RiskClass.Unknown ? "whose last plan failed"
        : Review.Of([review], []).Verdict >= Verdict.Blocked
        ? $"whose last plan is blocked by the settings of {settings.Branch}"
        : null;

    private static bool IsFresh(AcceptedDocument from, ProjectEvidence evidence, PullFacts facts)
    {
        if (facts.Accepted.Now - from.Received > AcceptedPlans.Lifetime || from.Received > facts.Accepted.Now
            || !from.ChangedSince.IsComplete) return false;
        var environment = facts.Settings.Find(evidence.Facts.Environment)?.Name ?? evidence.Facts.Environment;
        var folders = evidence.Folders.ToHashSet(StringComparer.Ordinal);
        return !ReadsSettings(evidence, folders, facts.Affected)
            && !from.ChangedSince.Paths.Any(path => IsConcerned(path, evidence, environment, folders));
    }

    /// <summary>
    /// Configuration and lock files affect only their own folder. Any other file may be read by any plan of the
    /// environment.
    /// </summary>
    private static bool IsConcerned(
        AffectedPath path, ProjectEvidence evidence, string? environment, HashSet<string> folders) =>
        path.IsSource && evidence.HasSources ? folders.Contains(path.Path.Folder)
        : path.Environments.Count > 0 && path.IsReadBesideThePlan ? path.Path.Folder == evidence.Folder
        : StalePlans.IsConcerned(path, evidence, environment);

    /// <summary>
    /// Whether the plan may read a file that the pull request changes, such as a script stored among the settings.
    /// </summary>
    private static bool ReadsSettings(ProjectEvidence evidence, HashSet<string> folders, AffectedPaths affected)
    {
        var read = evidence.Facts.Trees
            .SelectMany(tree => new[] { FolderPath.Join(evidence.Folder, tree.Path), FolderPath.Join("", tree.Path) })
            .Concat(folders).Where(folder => folder.Length > 0).ToHashSet(StringComparer.Ordinal);
        return affected.Paths.Any(path => FolderPath.SelfAndAncestors(path.Path.Folder).Any(read.Contains));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
