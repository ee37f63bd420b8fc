using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// The plans that a pull request has published in trusted evidence, at any head, with the time of each.
/// </summary>
internal sealed class PublishedPlans(EvidenceStore evidence, SharedCache cache)
{
    /// <summary>
    /// A compressed document may expand a thousandfold, so they are read one at a time and only fingerprints are kept.
    /// </summary>
    private readonly Lock unpacking = new();

    private readonly SharedCache
        .Region<(PullKey Key, long Run, int Attempt, CommitSha Settings), IReadOnlyList<PublishedProject>> known =
        cache.CreateRegion<(PullKey, long, int, CommitSha), IReadOnlyList<PublishedProject>>(
            projects => 500L * projects.Count);

    public async Task<IReadOnlyList<PublishedPlan>> OfAsync(PullKey key, PullFacts facts, CancellationToken ct)
    {
        var published = new List<PublishedPlan>();
        foreach (var head in (await evidence.ReceivedAsync(key, ct)).GroupBy(row => row.Head))
        {
            var projects = new Dictionary<(string, string?), PublishedProject>();
            foreach (var row in head)
            {
                foreach (var project in await ProjectsAsync(key, row, facts.Settings, ct))
                    AddOrReplace(projects, project);
                published.AddRange(
                    Plans(projects.Values, CommitSha.Parse(head.Key), row.Received)
                        .Where(plan => IsNewPlan(plan, published)));
            }
        }

        return published;
    }

    private static void AddOrReplace(Dictionary<(string, string?), PublishedProject> projects, PublishedProject project)
    {
        var key = (project.Name, project.Environment?.ToLowerInvariant());
        if (!projects.TryGetValue(key, out var other) || project.Run.IsLaterThan(other.Run))
            projects[key] = project;
    }

    private static IEnumerable<PublishedPlan> Plans(
        IEnumerable<PublishedProject> projects, CommitSha head, DateTimeOffset since) =>
        projects.GroupBy(project => project.Environment, StringComparer.OrdinalIgnoreCase)
            .Select(plan => new PublishedPlan(head, plan.Key,
                EnvironmentPlan.Fingerprint(plan.Select(project => (project.Name, project.Fingerprint))), since));

    private static bool IsNewPlan(PublishedPlan plan, List<PublishedPlan> published) =>
        published.FindLast(other => other.Commit == plan.Commit
            && EnvironmentNames.IsSame(other.Environment, plan.Environment))?.Fingerprint != plan.Fingerprint;

    private async Task<IReadOnlyList<PublishedProject>> ProjectsAsync(
        PullKey key, ReceivedEvidence row, EffectiveSettings settings, CancellationToken ct)
    {
        var cacheKey = (key, row.Run, row.Attempt, settings.Commit);
        if (known.TryGetValue(cacheKey, out var before)) return before;
        var bytes = 0L;
        var packed = await evidence.FactsAsync(key, row.Run, row.Attempt, ct);
        ReviewFacts facts;
        lock (unpacking) facts = EvidenceFacts.Read(packed, ref bytes)
            .Match(read => read, problems => new([], problems));
        return known.Set(
            cacheKey, [.. facts.Projects.Select(project => Of(project, new(row.Run, row.Attempt), settings))]);
    }

    private static PublishedProject Of(ProjectFacts project, RunAttempt run, EffectiveSettings settings)
    {
        var environment = settings.Find(project.Environment)?.Name ?? project.Environment;
        return new(project.Name, environment, PlanFingerprint.Of(project.Plan, environment, project.Trees), run);
    }

    private sealed record PublishedProject(string Name, string? Environment, string Fingerprint, RunAttempt Run);
}
