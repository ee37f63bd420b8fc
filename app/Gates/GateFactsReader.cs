using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Freezes;
using TfPilot.Delivery.Gates;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>The settings of the default branch that the gate uses.</summary>
internal sealed record GateSettings(
    EffectiveSettings Effective, ApplySettings Apply, IReadOnlyList<FreezeWindow> Freezes, LockSettings Locks,
    SettingsTexts Texts)
{
    /// <summary>The environment's name as spelled in the settings; unknown names stay as they are.</summary>
    public string NameOf(string environment) => Effective.Find(environment)?.Name ?? environment;
}

/// <summary>What all answers of the gate to one job share.</summary>
/// <param name="Pulls">The pull requests that were merged as the caller's commit.</param>
internal sealed record GateContext(
    JobRepository Repository, GateCaller Caller, GateSettings Settings, IReadOnlyList<int> Pulls);

/// <summary>Gathers the facts of one answer of the gate.</summary>
internal sealed class GateFactsReader(
    ChangeFinder finder, ChangeStore changes, PlannedTrees trees, EvidenceStore evidence, LockStore locks,
    RecordStore records, ConsentStore consents, PeopleReader people, PeopleCache membership,
    ApplyApprovalReader approvals, SharedCache cache, TimeProvider clock)
{
    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    private readonly IgnoreCommentCache ignores = new(cache);

    public async Task<GateContext> StartAsync(JobRepository repository, GateCaller caller, CancellationToken ct) => new(
        repository, caller, await ReadSettingsAsync(repository, caller, ct),
        await finder.PullsAsync(repository, caller.Commit, ct));

    /// <summary>The projects of the environment with recorded changes, most recently merged first.</summary>
    public Task<IReadOnlyList<string>> ProjectsAsync(
        GateContext context, string environment, int limit, CancellationToken ct) =>
        changes.ProjectsAsync(context.Repository.Installation, context.Repository.Id,
            context.Settings.NameOf(environment), limit, ct);

    /// <param name="name">The project's name.</param>
    /// <param name="project">The job's plan; null before it has planned.</param>
    public async Task<GateFacts> ReadAsync(
        GateContext context, string environment, string name, ProjectFacts? project, CancellationToken ct)
    {
        var (repository, caller, read, _) = context;
        var (installation, id, _) = repository;
        var (settings, apply, windows, _, _) = read;
        var known = read.NameOf(environment);
        var change = await finder.FindAsync(context, known, name, ct);
        var last = await records.FindLastAsync(installation, id, known, name, ct);
        var now = clock.GetUtcNow();
        var freezes = FreezeRules.Active(windows, known, now);
        return new(caller, environment, name, settings, apply, now)
        {
            ApplyApprovals = await approvals.ReadAsync(repository, read, settings.Find(known), change, ct),
            Freezes = freezes,
            ExceptedTeams = change is null ? [] : await TeamsAsync(repository, freezes, ct),
            Fresh = project is null ? null : await JudgeAsync(repository, caller, settings, known, project, ct),
            Change = change,
            ApprovedFacts = change?.Plan is { } plan ? await evidence.FindPlanAsync(installation, id, plan, known, ct)
                : null,
            Confirmations = change is null ? [] : await ConfirmationsAsync(repository, change.Pull, ct),
            Locks = await locks.ListAsync(installation, id, ct),
            IsUrgent = await IsUrgentAsync(repository, read.Locks, change, ct),
            Last = last,
            IsContainedInLast = await IsContainedAsync(repository, change, last, ct),
        };
    }

    private static async Task<bool> IsContainedAsync(
        JobRepository repository, ApprovedChange? change, LastApply? last, CancellationToken ct) =>
        change is not null && last is not null && change.Pull != last.Pull && change.MergedAt == last.ChangeMergedAt
            && (await repository.Installed.Client.CompareAsync(
                repository.Installed.Name, change.MergeCommit, last.Commit, ct)).IsAhead;

    private async Task<GateSettings> ReadSettingsAsync(
        JobRepository repository, GateCaller caller, CancellationToken ct)
    {
        var (client, name) = repository.Installed;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var files = await client.ReadSettingsFilesAsync(name, Paths, caller.Commit, ct);
        var read = TrustedSettings.Of(files.Trusted, Paths, today);
        var settings = read.Settings.ToEffective(files.Branch.Name, files.Branch.Head, today) with
        {
            IsMissing = files.Trusted.Settings is null,
            Problems = read.Problems,
        };
        return new(settings, read.Settings.Apply, read.Settings.Freezes, read.Settings.Locks, files.Trusted);
    }

    private static async Task<bool> IsUrgentAsync(
        JobRepository repository, LockSettings locks, ApprovedChange? change, CancellationToken ct) =>
        change is not null && locks.PriorityLabels.Count > 0
            && (await repository.Installed.Client.ListLabelsAsync(
                repository.Installed.Name, new(change.Pull), ct))
                .Intersect(locks.PriorityLabels, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Comments are read again on GitHub, because the webhook of an edit may be lost.</summary>
    private async Task<IReadOnlyList<DestroyConfirmation>> ConfirmationsAsync(
        JobRepository repository, int pull, CancellationToken ct)
    {
        var known = await consents.ConfirmationsAsync(new(repository.Installation, repository.Id, pull), ct);
        var comments = known.Where(one => !one.IsEdited).Select(one => one.Comment).ToHashSet();
        if (comments.Count == 0) return [];
        var (client, name) = repository.Installed;
        var unchanged = await client.ListCommentStatesAsync(name, new(pull), comments, ct);
        return [.. known.Where(one => !one.IsEdited && unchanged.Contains(one.Comment))];
    }

    /// <summary>Only teams that a freeze excepts are read.</summary>
    private async Task<IReadOnlyList<TeamFacts>> TeamsAsync(
        JobRepository repository, IReadOnlyList<FreezeWindow> freezes, CancellationToken ct)
    {
        var teams = freezes.SelectMany(window => window.Except).Distinct().ToList();
        if (teams.Count == 0) return [];
        var version = await membership.VersionAsync(repository.Installation, ct);
        var found = await people.TeamsAsync(
            new(repository.Installation, repository.Id, 0), repository.Installed, version, teams, ct);
        return [.. found.Select(lookup => lookup.Answer).OfType<TeamFacts>()];
    }

    private async Task<FreshPlan> JudgeAsync(
        JobRepository repository, GateCaller caller, EffectiveSettings settings, string environment,
        ProjectFacts project, CancellationToken ct)
    {
        var facts = await trees.WithTreesAsync(
            repository.Installed, repository.Id, caller.Commit, new([project with { Environment = environment }], []),
            ct);
        var document = new EvidenceDocument(caller.Run, [], facts);
        var accepted = await ignores.OfAsync(repository.Installed, repository.Id, settings.Commit, [document], ct);
        return new(facts.Projects[0],
            ReviewRules.Judge(facts.Projects[0], settings.Context with { Ignores = accepted }));
    }
}
