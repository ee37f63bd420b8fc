using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>
/// A change of an installation. <see cref="Changed"/>: the selected repositories or the permissions changed.
/// </summary>
public enum InstallationChange { Created, Deleted, Suspended, Unsuspended, Changed }

/// <summary>The subject of a delivery that may change a decision.</summary>
public abstract record WebhookSubject
{
    public static readonly WebhookSubject None = new Nothing();

    private WebhookSubject() { }

    /// <summary>The delivery does not affect a decision, or its event or action is unknown.</summary>
    public sealed record Nothing : WebhookSubject;

    public sealed record Pull(PullNumber Number) : WebhookSubject;

    /// <summary>A comment that may contain commands was created, edited or deleted.</summary>
    public sealed record Comment(PullNumber Number, CommentId Id, bool IsNew) : WebhookSubject;

    /// <summary>An action button of our check was clicked.</summary>
    public sealed record CheckAction(Commit CheckedCommit, string Check, string Identifier) : WebhookSubject;

    /// <summary>
    /// A check suite, check run or workflow run of a head commit, with the open pull requests that GitHub lists for it.
    /// GitHub lists none for a fork's head; these are found by a search for the commit.
    /// </summary>
    public sealed record Commit(CommitSha Head, IReadOnlyList<PullNumber> Listed) : WebhookSubject;

    /// <summary>
    /// A branch was pushed, created or deleted: affects pull requests from it and into it. <paramref name="After"/> is
    /// null when it was deleted.
    /// </summary>
    public sealed record Branch(string Name, CommitSha? After, bool IsDefault) : WebhookSubject;

    /// <summary>The merge queue requests checks for <paramref name="Head"/>, on top of the base branch.</summary>
    public sealed record MergeGroup(CommitSha Head, CommitSha Base, string BaseBranch) : WebhookSubject;

    /// <summary>
    /// GitHub asks whether the run may deploy to the environment. The run is the id in the callback's path; it must be
    /// read from GitHub before it is used.
    /// </summary>
    public sealed record Deployment(string Environment, long Run) : WebhookSubject;

    /// <summary>The repository was renamed, transferred, archived, or got another default branch.</summary>
    public sealed record WholeRepository : WebhookSubject;

    public sealed record Installation(InstallationChange Change) : WebhookSubject;

    /// <summary>
    /// Members of a team, organization or repository changed. Affects the open pull requests that require the team or
    /// any team, or that count an approval of the member. If neither a team nor a member is known, all open pull
    /// requests are affected. Limited to one repository if the delivery names one.
    /// </summary>
    /// <param name="Team">The team's slug; null when the change concerns no team.</param>
    /// <param name="Member">The id of the account that was added or removed.</param>
    /// <param name="IsAnyTeam">Affects every pull request that requires any team: a parent team may be affected, or a
    /// slug changed.</param>
    public sealed record MembershipChanged(string? Team = null, long? Member = null, bool IsAnyTeam = false)
        : WebhookSubject;
}
