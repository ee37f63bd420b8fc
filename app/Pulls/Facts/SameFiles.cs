using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>A head and a base of a pull request.</summary>
internal readonly record struct HeadAndBase(CommitSha Head, CommitSha Base);

/// <summary>The earlier states of a pull request that have the files of its current state.</summary>
/// <param name="IsIncomplete">Whether GitHub has not merged the current head and base yet, so that no state was
/// compared completely.</param>
internal sealed record EqualStates(IReadOnlyList<HeadAndBase> All, bool IsIncomplete = false)
{
    public static EqualStates None { get; } = new([]);
}

/// <summary>
/// Finds earlier states of a pull request that have the same files as its current one, so that their plans still count.
/// Example: of two stacked pull requests the lower one is squashed, and the upper one is rebased on the result.
/// </summary>
/// <remarks>
/// The planned commit is compared too, because it also depends on the common ancestor of head and base: a change that
/// the base reverted is absent from one merge and present in another of the same two trees.
/// </remarks>
internal sealed class SameFiles(EvidenceStore evidence, SharedCache cache)
{
    /// <summary>
    /// The maximum number of earlier states, newest first. Each costs up to three calls, whose results are cached.
    /// </summary>
    private const int MaxStates = 5;

    private readonly SharedCache.Region<(long Repository, CommitSha Commit), string> trees =
        cache.CreateRegion<(long, CommitSha), string>(id => 2L * id.Length);

    /// <summary>
    /// None when there is trusted evidence for the current state, and when GitHub does not respond; without evidence a
    /// new plan is required.
    /// </summary>
    public async Task<EqualStates> FindAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, CancellationToken ct)
    {
        if (snapshot.BaseHead is not { } currentBase) return EqualStates.None;
        var current = new HeadAndBase(snapshot.Pull.Head, currentBase);
        var planned = await evidence.OtherStatesAsync(
            key, current.Head.Text, (currentBase.Text, snapshot.Pull.Base.Text), MaxStates, ct);
        if (planned.Count == 0) return EqualStates.None;
        try
        {
            return await FindAsync(repository, key, current, planned, ct);
        }
        catch (GitHubException)
        {
            return EqualStates.None;
        }
    }

    private async Task<EqualStates> FindAsync(
        InstalledRepository repository, PullKey key, HeadAndBase current, IReadOnlyList<PlannedState> planned,
        CancellationToken ct)
    {
        async Task<bool> AreEqualAsync(CommitSha one, CommitSha other) =>
            one == other || await TreeAsync(repository, key.Repository, one, ct)
                == await TreeAsync(repository, key.Repository, other, ct);
        var candidates = new List<(HeadAndBase State, CommitSha Planned)>();
        foreach (var (head, @base, commit) in planned)
        {
            var state = new HeadAndBase(CommitSha.Parse(head), CommitSha.Parse(@base));
            if (commit is not null && !IsManualForAnotherHead(state, commit, current)
                && await AreEqualAsync(state.Base, current.Base) && await AreEqualAsync(state.Head, current.Head))
                candidates.Add((state, CommitSha.Parse(commit)));
        }

        if (candidates.Count == 0) return EqualStates.None;
        if (await TestMergeAsync(repository, key, current, ct) is not { } merge)
            return EqualStates.None with { IsIncomplete = true };
        var equal = new List<HeadAndBase>();
        foreach (var (state, commit) in candidates)
            if (await AreEqualAsync(commit, merge)) equal.Add(state);
        return new(equal);
    }

    /// <summary>A manual run checks out the head itself, and counts only for the head that a person reviewed.</summary>
    private static bool IsManualForAnotherHead(HeadAndBase state, string planned, HeadAndBase current) =>
        planned == state.Head.Text && state.Head != current.Head;

    /// <summary>Null when GitHub's test merge is not one of the current head and base, or not yet.</summary>
    private static async Task<CommitSha?> TestMergeAsync(
        InstalledRepository repository, PullKey key, HeadAndBase current, CancellationToken ct)
    {
        var (client, name) = repository;
        var pull = await client.GetPullRequestAsync(name, new(key.Pull), ct);
        return pull.TestMerge is { } merge
            && await client.ReadParentsAsync(name, merge, ct) is [var @base, var head]
            && new HeadAndBase(head, @base) == current ? merge : null;
    }

    private async Task<string> TreeAsync(
        InstalledRepository repository, long id, CommitSha commit, CancellationToken ct) =>
        trees.TryGetValue((id, commit), out var known) ? known
            : trees.Set((id, commit), await repository.Client.ReadTreeIdAsync(repository.Name, commit, ct));
}
