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
/// <param name="To">The pull request whose state a rollback returns to; null when it undoes only one.</param>
/// <param name="Branch">The branch of the pull request, which names the request.</param>
public sealed record Proposal(
    int Pull, ProposalKind Kind, string Environment, int? To, Person By, string Branch)
{
    private const int HashLength = 8;

    /// <summary>The branches of all proposals.</summary>
    public const string BranchPrefix = "tfpilot/";

    /// <summary>The branch on which an attempt merges; never the one of the pull request.</summary>
    public string WorkBranch(int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Branch}-work-{attempt}");

    /// <summary>Different for each request: a comment may ask for several environments.</summary>
    public static string BranchOf(ProposalKind kind, string environment, long comment)
    {
        var scope = SHA256.HashData(Encoding.UTF8.GetBytes(environment.ToLowerInvariant()));
        return string.Create(CultureInfo.InvariantCulture,
            $"{BranchPrefix}{Word(kind)}-{comment}-{Convert.ToHexStringLower(scope)[..HashLength]}");
    }

    private static string Word(ProposalKind kind) => kind switch
    {
        ProposalKind.Rollback => "rollback",
        _ => throw new UnreachableException(),
    };
}
