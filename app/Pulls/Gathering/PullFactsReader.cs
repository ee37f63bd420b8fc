using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;
using RepositorySettings = TfPilot.Core.Settings.Settings;

namespace TfPilot.App.Pulls;

/// <summary>
/// The facts of one pull request and the snapshot they came from. Partial when GitHub did not return all facts.
/// </summary>
/// <param name="memory">The share of the readers' memory that the evidence uses until it is disposed; null when there
/// is no evidence.</param>
internal sealed class GatheredPull(
    PullSnapshot snapshot, PullFacts facts, bool isPartial, ReaderMemory.Share? memory = null) : IDisposable
{
    private PullEvaluation? evaluation;

    public ReaderMemory.Share? Memory => memory;

    public PullSnapshot Snapshot => snapshot;

    public PullFacts Facts => facts;

    public bool IsPartial => isPartial;

    /// <summary>Evaluated once, on first use.</summary>
    public PullEvaluation Evaluation => evaluation ??= new(facts);

    /// <summary>The teams that the decision requires, and the people whose approvals count.</summary>
    public IReadOnlyList<PeopleSubject> Subjects { get; init; } = [];

    /// <summary>The paths that a hypothetical change of files affects.</summary>
    public AffectedPaths HypotheticalPaths { get; init; } = AffectedPaths.Nothing;

    public void Dispose() => memory?.Dispose();
}

/// <summary>
/// Reads the facts of pull requests: one call to GitHub, and more calls where one cannot return all files or people.
/// </summary>
internal sealed class PullFactsReader(
    long app, EvidenceReader evidence, AcceptedPlansReader accepted, BaseBranchChanges baseChanges,
    SameFiles sameFiles, PeopleFactsReader people, TrustSettings trust, TimeProvider clock, SharedCache cache)
{
    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(TrustedSettings.AppPath);

    private readonly ChangedFilesCache changedFiles = new(cache);
    private readonly IgnoreCommentCache ignores = new(cache);

    public Task<GatheredPull> ReadAsync(
        InstalledRepository repository, PullKey key, AdditionalFacts additional, CancellationToken ct) =>
        ReadAsync(repository, key, additional, heldMemory: null, ct);

    /// <summary>
    /// Reads a further pull request for an evaluation that has already read <paramref name="first"/>.
    /// </summary>
    public Task<GatheredPull> ReadMoreAsync(
        InstalledRepository repository, PullKey key, GatheredPull first, CancellationToken ct) =>
        ReadAsync(repository, key, AdditionalFacts.None, first.Memory, ct);

    private async Task<GatheredPull> ReadAsync(
        InstalledRepository repository, PullKey key, AdditionalFacts additional, ReaderMemory.Share? heldMemory,
        CancellationToken ct)
    {
        var number = new PullNumber(key.Pull);
        var snapshot = await repository.Client.ReadPullSnapshotAsync(repository.Name, number, app, Paths, ct);
        var pull = snapshot.Pull;
        var settings = TrustedSettings.Of(snapshot.Settings, Paths, Today);
        var files = pull.IsOpen ? await changedFiles.OfAsync(repository, key, snapshot, ct) : new([], IsComplete: true);
        var affected = TouchRules.Decide(files.ToChanges(), settings.Settings.Map, settings.Settings.Unmapped);
        var (rows, memory, isIncomplete) = pull.IsOpen
            ? await EvidenceAsync(repository, key, snapshot, heldMemory, ct) : new ReadEvidence([]);
        var acceptedPlans = AcceptedPlans.None;
        try
        {
            if (pull.IsOpen && affected.IsSettingsAlone && rows.All(row => row.Document.IsForeign))
            {
                memory?.Dispose(); // Untrusted evidence decides nothing.
                (acceptedPlans, memory) = await accepted.ReadAsync(
                    repository, key, pull.BaseBranch, snapshot.BaseHead ?? pull.Base, settings.Settings, heldMemory,
                    ct);
            }

            return await ReadAsync(
                repository, key, additional, new(snapshot, settings, affected, rows, acceptedPlans, isIncomplete),
                memory, ct);
        }
        catch
        {
            memory?.Dispose();
            throw;
        }
    }

    private async Task<GatheredPull> ReadAsync(
        InstalledRepository repository, PullKey key, AdditionalFacts additional, PartialFacts found,
        ReaderMemory.Share? memory, CancellationToken ct)
    {
        var (snapshot, settings, affected, rows, acceptedPlans, isIncomplete) = found;
        var pull = snapshot.Pull;
        var documents = rows.Select(row => row.Document).Concat(acceptedPlans.Documents.Select(one => one.Document));
        var ignored = await ignores.OfAsync(repository, key.Repository, snapshot.DefaultBranch.Head, documents, ct);
        var facts = new PullFacts(
            pull.Number.Value,
            pull is { IsOpen: false } ? PullState.Closed : pull.IsDraft ? PullState.Draft : PullState.Open,
            pull.Head,
            pull.BaseBranch,
            snapshot.BaseHead ?? pull.Base,
            SettingsFacts.Of(settings, snapshot, Today, ignored),
            affected,
            [.. rows.Select(row => row.Document)])
        {
            TrustsSomebody = trust.Workflows.Count > 0,
            Accepted = acceptedPlans,
        };
        if (!pull.IsOpen && additional.People.Count == 0) return new(snapshot, facts, isPartial: false);
        var hypotheticalPaths =
            TouchRules.Decide(new(additional.Files), settings.Settings.Map, settings.Settings.Unmapped);
        var gathered = await people.ReadAsync(
            repository, key, snapshot, Simulation.Of(facts, new([], hypotheticalPaths)), additional, ct);
        var stalePlans = await StalePlansAsync(repository, key, facts, rows, settings.Settings, ct);
        var pullPeople = gathered.People with { StalePlans = stalePlans, ShowsCandidates = snapshot.IsPrivate };
        return new(snapshot, facts with { People = pullPeople }, gathered.IsPartial || isIncomplete, memory)
        {
            HypotheticalPaths = hypotheticalPaths,
            Subjects = gathered.Subjects
        };
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private async Task<IReadOnlyList<string?>> StalePlansAsync(
        InstalledRepository repository, PullKey key, PullFacts facts, IReadOnlyList<KnownEvidence> rows,
        RepositorySettings settings, CancellationToken ct)
    {
        var changed = new Dictionary<CommitSha, AffectedPaths> { [facts.Base] = AffectedPaths.Nothing };
        var bases = rows.Select(row => row.Planned.Base).Distinct();
        foreach (var old in bases.Where(old => !changed.ContainsKey(old)).ToList())
            changed[old] = await baseChanges.ReadAsync(
                repository, key.Repository, old, facts.Base, settings.Map, settings.Unmapped, ct);
        return StalePlans.Of(facts.Evidence, facts.Settings,
            document => changed[rows.First(row => ReferenceEquals(row.Document, document)).Planned.Base]);
    }

    /// <summary>
    /// The evidence for the current base and for the base at the time of the push, because other merges move the
    /// branch. Without any, the evidence for earlier states with the same files, as if it were for the current one.
    /// </summary>
    private async Task<ReadEvidence> EvidenceAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, ReaderMemory.Share? heldMemory,
        CancellationToken ct)
    {
        var equal = await sameFiles.FindAsync(repository, key, snapshot, ct);
        var own = new[] { snapshot.BaseHead, snapshot.Pull.Base }.OfType<CommitSha>()
            .Select(@base => new HeadAndBase(snapshot.Pull.Head, @base));
        var (rows, memory) = await evidence.ReadAsync(key, [.. own.Concat(equal.All).Distinct()], heldMemory, ct);
        return new(
            [.. rows.Select(row => equal.All.Contains(row.Planned)
                ? row with { Planned = new(snapshot.Pull.Head, snapshot.BaseHead!.Value) } : row)],
            memory, equal.IsIncomplete);
    }

    private sealed record ReadEvidence(
        IReadOnlyList<KnownEvidence> Rows, ReaderMemory.Share? Memory = null, bool IsIncomplete = false);

    /// <summary>The facts known before people are read.</summary>
    private sealed record PartialFacts(
        PullSnapshot Snapshot, TrustedSettings Settings, AffectedPaths Affected, IReadOnlyList<KnownEvidence> Rows,
        AcceptedPlans Accepted, bool IsIncomplete);
}
