using System.Collections.Concurrent;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Names;

namespace TfPilot.App.Pulls;

/// <summary>The moves of all branches of a repository. They never change, so only those are read that came since.</summary>
internal sealed class AllMoves
{
    private const int MostRepositories = 100;

    /// <summary>Each of a hundred moves. What is older than all of them is not looked at.</summary>
    private const int MostCalls = 30;

    private readonly ConcurrentDictionary<RepositoryName, IReadOnlyList<BranchMove>> known = [];

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<BranchMove>> OfAsync(InstalledRepository repository, RepositoryName source, CancellationToken ct)
    {
        var before = known.GetValueOrDefault(source, []);
        var since = await repository.Client.ListAllMovesAsync(source, before.Count == 0 ? null : before[0].Id, MostCalls, ct);
        if (known.Count >= MostRepositories) known.Clear();
        return known[source] = [.. since.Concat(before).Take(MostCalls * 100)];
    }
}
