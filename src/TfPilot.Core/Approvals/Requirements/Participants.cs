using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Everybody who was gathered, with what each may do and thinks.</summary>
internal sealed class Participants
{
    public Participants(PullPeople people, CommitSha head)
    {
        People = people;
        Directory = new(people);
        Contributors = Contributors.Of(people, head);
        Opinions = ReviewerState.Of(people.Reviews ?? [], Contributed);
    }

    public PullPeople People { get; }

    public PeopleDirectory Directory { get; }

    public Contributors Contributors { get; }

    public IReadOnlyList<ReviewerState> Opinions { get; }

    /// <summary>Who opened it, or made a bot do so.</summary>
    public bool IsAuthor(UserId id) => id == People.Author.Id || id == People.OnBehalfOf?.Id;

    /// <summary>Why somebody's consent does not count whatever the requirement, as in "is the author"; null when it may count.</summary>
    public string? Ineligibility(Person person, ApprovalSettings settings) =>
        person.IsBot ? "bots never count"
        : person.IsGone ? "the account is gone"
        : IsAuthor(person.Id) ? (settings.AllowAuthor ? null : person.Id == People.Author.Id ? "is the author" : "made a bot open the pull request")
        : settings.AllowContributors ? null
        : Contributors.Hands.GetValueOrDefault(person.Id);

    /// <summary>Why nobody can tell whose consent counts.</summary>
    public IEnumerable<RequirementResult> UnknownContributors(ApprovalSettings settings) => [.. Contributors.Gaps, .. settings.AllowContributors ? [] : Contributors.Doubts];

    /// <summary>Whether somebody opened it or had a hand in it.</summary>
    private Membership Contributed(UserId id) => IsAuthor(id) || Contributors.Hands.ContainsKey(id) ? Membership.Yes
        : Contributors.Gaps.Count + Contributors.Doubts.Count > 0 ? Membership.Unknown
        : Membership.No;
}
