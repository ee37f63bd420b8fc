using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Settings;

/// <summary>
/// Evidence referenced by a document: a facts file relative to the document's folder, and the objections to it.
/// </summary>
public sealed record NamedEvidence(string At, string File, RunAttempt Run, IReadOnlyList<string> Objections);

/// <summary>
/// The facts of a pull request from a file, except the settings and the evidence, which are separate files.
/// </summary>
public sealed record PullDocument(
    int Number, PullState State, CommitSha Head, string BaseBranch, CommitSha Base, PullPeople People)
{
    /// <summary>The branch whose settings apply, and the target branch of environments that set none.</summary>
    public string DefaultBranch { get; init; } = BaseBranch;

    public ChangedFiles Changed { get; init; } = new([]);

    public IReadOnlyList<NamedEvidence> Evidence { get; init; } = [];

    /// <summary>The facts combined with the settings of the default branch.</summary>
    public PullFacts Under(EffectiveSettings settings, Settings said, IReadOnlyList<EvidenceDocument> evidence) =>
        new(Number, State, Head, BaseBranch, Base, settings, TouchRules.Decide(Changed, said.Map, said.Unmapped),
            evidence)
        { People = People };
}
