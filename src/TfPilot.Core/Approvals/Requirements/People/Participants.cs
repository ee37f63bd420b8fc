using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>All gathered people with their permissions and positions.</summary>
internal sealed class Participants
{
    public Participants(PullPeople people, CommitSha head)
    {
        People = people;
        Directory = new(people);
        Contributors = Contributors.Of(people, head);
        Reviewers = ReviewerState.Of(people.Reviews ?? [], Contributed);
    }

    public PullPeople People { get; }

    public PeopleDirectory Directory { get; }

    public Contributors Contributors { get; }

    public IReadOnlyList<ReviewerState> Reviewers { get; }

    /// <summary>The person who opened the pull request, or triggered the bot that opened it.</summary>
    public bool IsAuthor(UserId id) => id == People.Author.Id || id == People.OnBehalfOf?.Id;

    /// <summary>Why a person's approval never counts, such as "is the author"; null when it may count.</summary>
    public string? Ineligibility(Person person, ApprovalSettings settings)
    {
        if (person.IsBot) return "bots never count";
        if (person.IsDeleted) return "the account was deleted";
        if (!IsAuthor(person.Id))
            return settings.AllowContributors ? null : Contributors.Contributions.GetValueOrDefault(person.Id);
        if (settings.AllowAuthor) return null;
        return person.Id == People.Author.Id ? "is the author" : "triggered the bot that opened the pull request";
    }

    /// <summary>Why it is unknown whose approvals count.</summary>
    public IEnumerable<RequirementResult> UnknownContributors(ApprovalSettings settings) =>
        [.. Contributors.MissingCommits, .. settings.AllowContributors ? [] : Contributors.UnknownContributors];

    /// <summary>Whether the person opened the pull request or contributed to it.</summary>
    private Membership Contributed(UserId id) =>
        IsAuthor(id) || Contributors.Contributions.ContainsKey(id) ? Membership.Yes
        : Contributors.MissingCommits.Count + Contributors.UnknownContributors.Count > 0 ? Membership.Unknown
        : Membership.No;
}
