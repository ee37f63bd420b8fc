using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// Finds the pull request of a run from the token's claims and from GitHub, never from the submitted document.
/// </summary>
internal sealed partial class PullFinder(InstallationTokens tokens)
{
    public async Task<PullSearch> FindAsync(OidcClaims claims, EvidenceRequest request, CancellationToken ct)
    {
        if (claims.Event is not ("pull_request" or "merge_group" or "workflow_dispatch"))
            return new PullSearch.Refused(
                $"A run started by '{VisibleText.Of(claims.Event)}' belongs to no pull request; evidence is accepted " +
                    "from pull_request, merge_group, and from workflow_dispatch on the default branch.");
        if (await JobRepository.FindAsync(tokens, claims, ct) is not { Installation: var installation })
            return new PullSearch.Refused(JobRepository.Mismatch(claims));
        return claims.Event switch
        {
            "pull_request" => await FromMergeRefAsync(claims, installation, ct),
            "merge_group" => await FromMergeGroupAsync(claims, installation, ct),
            _ => await FromDispatchAsync(claims, request, installation, ct),
        };
    }

    /// <summary>
    /// GitHub lists the group's pull requests; the evidence belongs to the last one, which writes the group's check.
    /// </summary>
    private async Task<PullSearch> FromMergeGroupAsync(OidcClaims claims, long installation, CancellationToken ct)
    {
        if (MergeQueueRef().Match(claims.Ref) is not { Success: true } queued)
            return new PullSearch.Refused(
                $"The run's ref '{VisibleText.Of(claims.Ref)}' is not a merge queue ref.");
        var (client, name) = await tokens.GetClientAsync(installation, claims.RepositoryId, TokenScope.Read, ct);
        var groups = MergeGroup.Of(await client.ReadMergeQueueAsync(name, queued.Groups["base"].Value, ct));
        return groups.FirstOrDefault(group => group.Head == claims.Commit) is { } found
            ? new PullSearch.Found(
                new(new(installation, claims.RepositoryId, found.Writer.Value), claims.Commit, claims.Commit,
                    claims.Commit))
            : new PullSearch.Refused($"The merge queue no longer has group {claims.Commit.Short}.");
    }

    [GeneratedRegex(
        @"\Arefs/heads/gh-readonly-queue/(?<base>.+)/pr-[0-9]+-[0-9a-f]+\z",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex MergeQueueRef();

    /// <summary>
    /// GitHub creates the ref and its commit, a merge of base and head in this order. The base is taken from the merge
    /// commit, because a re-run plans the same merge again even if the pull request has changed since.
    /// </summary>
    private async Task<PullSearch> FromMergeRefAsync(OidcClaims claims, long installation, CancellationToken ct)
    {
        if (claims.Ref.Split('/') is not ["refs", "pull", { } text, "merge"] || ParseNumber(text) is not { } number)
            return new PullSearch.Refused(
                $"The run's ref '{VisibleText.Of(claims.Ref)}' is not the merge ref of a pull request.");
        var (client, name) = await tokens.GetClientAsync(installation, claims.RepositoryId, TokenScope.Read, ct);
        var pull = await client.GetPullRequestAsync(name, number, ct);
        if (!pull.IsOpen) return NotOpen(number);
        if (claims.BaseBranch is { } @base && @base != pull.BaseBranch)
            return new PullSearch.Refused(
                $"The run planned #{number} for {VisibleText.Of(@base)}, but its base is now " +
                    $"{VisibleText.Of(pull.BaseBranch)}. Run the workflow again.");
        return await client.ReadParentsAsync(name, claims.Commit, ct) is [{ } planned, { } head]
            ? new PullSearch.Found(
                new(new(installation, claims.RepositoryId, number.Value), head, planned, claims.Commit))
            : new PullSearch.Refused($"The run's commit {claims.Commit.Short} is not a merge of a base and a head.");
    }

    /// <summary>
    /// The token of a manually started run does not name a pull request, so the person who starts the run must name it.
    /// The evidence counts only while the named commit is the head of the pull request.
    /// </summary>
    private async Task<PullSearch> FromDispatchAsync(
        OidcClaims claims, EvidenceRequest request, long installation, CancellationToken ct)
    {
        if (ParseNumber(request.Pull) is not { } number || CommitSha.TryParse(request.Head) is not { } head)
            return new PullSearch.MissingPull(
                new("pull",
                    "A manually started run must name its pull request and the planned head: send it to " +
                        "/api/evidence?pull=NUMBER&head=SHA."));
        var (client, name) = await tokens.GetClientAsync(installation, claims.RepositoryId, TokenScope.Read, ct);
        var pull = await client.GetPullRequestAsync(name, number, ct);
        if (!pull.IsOpen) return NotOpen(number);
        if (pull.Head != head)
            return new PullSearch.Refused(
                $"The head of #{number} is {pull.Head.Short}, not the planned {head.Short}. Review the new commits, " +
                    "and run the workflow again.");
        var branch = await client.ReadDefaultBranchAsync(name, ct);
        return new PullSearch.Found(
            new(new(installation, claims.RepositoryId, number.Value), head, pull.Base,
                head)
            { IsFromDefaultBranch = claims.Ref == $"refs/heads/{branch.Name}" });
    }

    private static PullSearch.Refused NotOpen(PullNumber number) => new($"#{number} is not open.");

    private static PullNumber? ParseNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? new PullNumber(number) : null;
}
