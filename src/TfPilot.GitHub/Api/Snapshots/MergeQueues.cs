using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A pull request in a merge queue: <paramref name="Group"/> is the commit that the base branch would have after the
/// merge of this entry and all entries before it; GitHub creates it on top of <paramref name="Parent"/>. Both are null
/// until GitHub has created them.
/// </summary>
public sealed record QueuedPull(PullNumber Number, CommitSha? Group, CommitSha? Parent);

/// <summary>Reads a merge queue.</summary>
public static class MergeQueues
{
    internal const string Document = """
        query MergeQueue($owner: String!, $name: String!, $branch: String!, $after: String) {
          repository(owner: $owner, name: $name) {
            mergeQueue(branch: $branch) {
              entries(first: 100, after: $after) {
                pageInfo { hasNextPage endCursor }
                nodes { headCommit { oid } baseCommit { oid } pullRequest { number } }
              }
            }
          }
        }
        """;

    /// <summary>In merge order; empty when the branch has no queue. One call per hundred entries.</summary>
    public static async Task<IReadOnlyList<QueuedPull>> ReadMergeQueueAsync(
        this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        var queue = new List<QueuedPull>();
        for (string? after = null; ;)
        {
            var variables = new JsonObject
            {
                ["owner"] = repository.Owner, ["name"] = repository.Name,
                ["branch"] = branch, ["after"] = after
            };
            var purpose = $"read the merge queue of {branch} in {repository}";
            var data = await github.QueryAsync(
                Document, variables, purpose, SnapshotGraphQlJson.Default.GraphQlDataMergeQueueData, ct);
            if (data.Repository.MergeQueue?.Entries is not { } entries) return queue;
            queue.AddRange((entries.Nodes ?? []).OfType<MergeQueueEntry>().Where(entry => entry.PullRequest is not null)
                .Select(entry => entry.ToModel()));
            after = entries.PageInfo.EndCursor;
            if (!entries.PageInfo.HasNextPage) return queue;
        }
    }
}

internal sealed record MergeQueueData(MergeQueueRepository Repository);

internal sealed record MergeQueueRepository(GraphQlMergeQueue? MergeQueue);

internal sealed record GraphQlMergeQueue(MergeQueueEntries? Entries);

internal sealed record MergeQueueEntries(GraphQlPage PageInfo, IReadOnlyList<MergeQueueEntry?>? Nodes);

internal sealed record MergeQueueEntry(HistoryOid? HeadCommit, HistoryOid? BaseCommit, MergeQueuePull? PullRequest)
{
    public QueuedPull ToModel() => new(new PullNumber(PullRequest!.Number), HeadCommit?.Oid, BaseCommit?.Oid);
}

internal sealed record MergeQueuePull(int Number);
