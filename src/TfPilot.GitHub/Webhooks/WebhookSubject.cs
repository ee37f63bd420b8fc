using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>
/// What an installation went through. <see cref="Changed"/>: other repositories or other permissions.
/// </summary>
public enum InstallationChange { Created, Deleted, Suspended, Unsuspended, Changed }

/// <summary>What a delivery is about, as far as it may change a decision.</summary>
public abstract record WebhookSubject
{
    public static readonly WebhookSubject None = new Nothing();

    private WebhookSubject() { }

    /// <summary>Nothing that a decision rests on; unknown events and actions too.</summary>
    public sealed record Nothing : WebhookSubject;

    public sealed record Pull(PullNumber Number) : WebhookSubject;

    /// <summary>Somebody wrote a comment that may ask us for something, or changed or deleted one.</summary>
    public sealed record Comment(PullNumber Number, CommentId Id, bool IsNew) : WebhookSubject;

    /// <summary>Somebody pressed a button of ours beside a check.</summary>
    public sealed record CheckAction(Commit Of, string Check, string Identifier) : WebhookSubject;

    /// <summary>
    /// The open pull requests with this head: those that GitHub lists. It lists none for the head of a fork; then they
    /// are to be found.
    /// </summary>
    public sealed record Commit(CommitSha Head, IReadOnlyList<PullNumber> Listed) : WebhookSubject;

    /// <summary>
    /// A branch was pushed, made or deleted: pull requests from it and into it. <paramref name="After"/> is null when
    /// it is gone.
    /// </summary>
    public sealed record Branch(string Name, CommitSha? After, bool IsDefault) : WebhookSubject;

    /// <summary>The queue asks for a verdict about <paramref name="Head"/>, on top of the base branch.</summary>
    public sealed record MergeGroup(CommitSha Head, CommitSha Base, string BaseBranch) : WebhookSubject;

    /// <summary>The whole repository: renamed, moved, archived, or another default branch.</summary>
    public sealed record WholeRepository : WebhookSubject;

    public sealed record Installation(InstallationChange Change) : WebhookSubject;

    /// <summary>
    /// Who belongs to which team, organisation or repository: the open pull requests that ask for the team or any team,
    /// or count the word of the member; where nothing is named, all. Only those of the repository where the delivery
    /// names one.
    /// </summary>
    /// <param name="Team">As addresses write it; null when the change is of no team.</param>
    /// <param name="Member">The account that came or went, by its number.</param>
    /// <param name="IsAnyTeam">Teams above the named one may change with it, or it may have had another name.</param>
    public sealed record MembershipChanged(string? Team = null, long? Member = null, bool IsAnyTeam = false)
        : WebhookSubject;
}
