using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Turns auto-merge off.</summary>
public static class AutoMerges
{
    internal const string DisableDocument = """
        mutation DisableAutoMerge($pull: ID!) {
          disablePullRequestAutoMerge(input: {pullRequestId: $pull}) { pullRequest { number } }
        }
        """;

    /// <summary>Idempotent: GitHub returns the same response when auto-merge is already off.</summary>
    public static async Task DisableAutoMergeAsync(this GitHubClient github, NodeId pull, CancellationToken ct) =>
        await github.QueryAsync(DisableDocument, new() { ["pull"] = pull.Text }, "disable auto-merge",
            PullGraphQlJson.Default.GraphQlDataDisabledAutoMergeData, ct);
}

internal sealed record DisabledAutoMergeData(DisabledAutoMerge? DisablePullRequestAutoMerge);

internal sealed record DisabledAutoMerge(DisabledAutoMergePull? PullRequest);

internal sealed record DisabledAutoMergePull(int Number);
