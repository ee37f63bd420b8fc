using TfPilot.Delivery.Proposals;

namespace TfPilot.App.Proposals;

/// <summary>The outcome of an attempt to open the pull request of a proposal.</summary>
internal abstract record ProposalOutcome
{
    private ProposalOutcome() { }

    public static Refused OtherCommit(Proposal proposal) =>
        new($"Branch {proposal.Branch} exists with another commit. Delete it, and ask again.");

    /// <param name="Effect">What the pull request does, such as "undoes #7 in prod"; plain text.</param>
    /// <param name="Concerned">Other pull requests in whose history it is noted.</param>
    public sealed record Opened(int Pull, string Effect, IReadOnlyList<int> Concerned) : ProposalOutcome;

    /// <summary>No pull request is opened; the sentence says why and what to do.</summary>
    public sealed record Refused(string Sentence) : ProposalOutcome;

    /// <summary>A cleanup found these projects, each of which gets its own pull request.</summary>
    /// <param name="Text">About projects that have one already; plain text, empty without any.</param>
    public sealed record Found(IReadOnlyList<Proposal> Projects, string Text) : ProposalOutcome;

    /// <summary>Another attempt has begun and reports the outcome.</summary>
    public sealed record Superseded : ProposalOutcome;
}
