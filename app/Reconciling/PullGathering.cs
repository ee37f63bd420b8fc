using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Settings;
using TfPilot.Storage;

namespace TfPilot.App.Reconciling;

/// <summary>The facts of one pull request, with the snapshot that they came from.</summary>
internal sealed record GatheredPull(PullSnapshot Snapshot, PullFacts Facts);

/// <summary>Gathers the facts of pull requests: one read of GitHub, and more the first time where one cannot tell all changed files.</summary>
internal sealed class PullGathering(long app, EvidenceGathering evidence, TrustSettings trust, TimeProvider clock)
{
    private static readonly SettingsPaths Paths = TrustedSettings.PathsOf(".tfpilot.yml");

    private readonly KnownFiles known = new();

    public async Task<GatheredPull> ReadAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var number = new PullNumber(key.Pull);
        var snapshot = await repository.Client.ReadPullSnapshotAsync(repository.Name, number, app, Paths, ct);
        var pull = snapshot.Pull;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var settings = TrustedSettings.Of(snapshot.Settings, Paths, today);
        var files = pull.IsOpen ? await known.OfAsync(repository, key, snapshot, ct) : new([], IsComplete: true);
        return new(snapshot, new(
            pull.Number.Value,
            pull is { IsOpen: false } ? PullState.Closed : pull.IsDraft ? PullState.Draft : PullState.Open,
            pull.Head,
            pull.BaseBranch,
            snapshot.BaseHead ?? pull.Base,
            SettingsFacts.Of(settings, snapshot, today),
            TouchRules.Decide(files.ToChanges(), settings.Settings.Map, settings.Settings.Unmapped),
            pull.IsOpen ? await EvidenceAsync(key, snapshot, ct) : [])
        {
            TrustsSomebody = trust.Workflows.Count > 0,
        });
    }

    /// <summary>Of the base as it is now, and as it was when the head was pushed: the branch moves on with every merge of others.</summary>
    private Task<IReadOnlyList<EvidenceDocument>> EvidenceAsync(PullKey key, PullSnapshot snapshot, CancellationToken ct) =>
        evidence.ReadAsync(key, snapshot.Pull.Head, new[] { snapshot.BaseHead, snapshot.Pull.Base }.OfType<CommitSha>().Distinct(), ct);
}
