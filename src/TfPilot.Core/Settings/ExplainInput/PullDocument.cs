using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Settings;

/// <summary>Evidence that a document names: a file of facts, its path from the document's folder, and what is said against it.</summary>
public sealed record NamedEvidence(string At, string File, RunAttempt Run, IReadOnlyList<string> Objections);

/// <summary>The facts of a pull request as a file tells them, except for the settings and the evidence, which are files of their own.</summary>
public sealed record PullDocument(int Number, PullState State, CommitSha Head, string BaseBranch, CommitSha Base, PullPeople People)
{
    /// <summary>Whose settings count, and where environments that name no branch are decided.</summary>
    public string DefaultBranch { get; init; } = BaseBranch;

    public ChangedFiles Changed { get; init; } = new([]);

    public IReadOnlyList<NamedEvidence> Evidence { get; init; } = [];

    /// <summary>The facts as they are under the settings of the default branch.</summary>
    public PullFacts Under(EffectiveSettings settings, Settings said, IReadOnlyList<EvidenceDocument> evidence) =>
        new(Number, State, Head, BaseBranch, Base, settings, TouchRules.Decide(Changed, said.Map, said.Unmapped), evidence) { People = People };
}
