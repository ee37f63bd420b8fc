using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Proposals;

/// <summary>The commit of a proposal, which no branch needs to contain yet.</summary>
/// <param name="Undone">The pull requests that it undoes, newest first.</param>
public sealed record ProposedCommit(CommitSha Head, IReadOnlyList<int> Undone);

/// <summary>A pull request that a command asks for.</summary>
/// <param name="Pull">The pull request with the command.</param>
/// <param name="Environment">Empty for a cleanup that has not found the projects yet.</param>
/// <param name="Project">The project's folder; empty for a rollback.</param>
/// <param name="To">The pull request whose state a rollback returns to; null when it undoes only one.</param>
/// <param name="Branch">The branch of the pull request, which names the request.</param>
public sealed record Proposal(
    int Pull, ProposalKind Kind, string Environment, string Project, int? To, Person By, string Branch)
{
    private const int HashLength = 12;

    /// <summary>The branches of all proposals.</summary>
    public const string BranchPrefix = "tfpilot/";

    /// <summary>The branch on which an attempt merges; never the one of the pull request.</summary>
    public string WorkBranch(int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Branch}-work-{attempt}");

    /// <summary>Different for each request: a comment may ask for several environments or projects.</summary>
    public static string BranchOf(ProposalKind kind, string environment, string project, long comment) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{BranchPrefix}{Word(kind)}-{comment}-{Hash($"{environment.ToLowerInvariant()}\n{project}")}");

    /// <summary>The same for all requests about one state that was left behind.</summary>
    /// <param name="last">The last applied commit.</param>
    public static string BranchOf(OrphanedState orphan, CommitSha last) =>
        $"{BranchPrefix}{Word(ProposalKind.Cleanup)}-" +
            Hash($"{orphan.Environment.ToLowerInvariant()}\n{orphan.Project}\n{last}");

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];

    private static string Word(ProposalKind kind) => kind switch
    {
        ProposalKind.Rollback => "rollback",
        ProposalKind.Destroy => "destroy",
        ProposalKind.Cleanup => "cleanup",
        _ => throw new UnreachableException(),
    };
}
