namespace TfPilot.Core.Approvals;

/// <summary>The approvals of an apply that count now.</summary>
/// <param name="Required">How many different people must approve.</param>
/// <param name="Approvers">Who may approve, for display, such as <c>platform or gus</c>.</param>
/// <param name="Disregarded">One sentence for each approval that does not count.</param>
public sealed record ApplyApprovalResult(
    int Required, IReadOnlyList<Person> Counted, string Approvers, IReadOnlyList<string> Disregarded)
{
    public bool IsMet => Counted.Count >= Required;
}

/// <summary>Counts the approvals that a merged change needs before it is applied (<c>apply_approvals</c>).</summary>
public static class ApplyApprovals
{
    /// <param name="merged">When the change was merged. An earlier approval does not count: other commits may have been
    /// pushed after it.</param>
    /// <param name="given">Those of one environment, edited ones included. Whether a person is the author or a
    /// contributor was checked when they approved.</param>
    /// <param name="people">The teams, logins and permissions of the approvers, as they are now.</param>
    public static ApplyApprovalResult Decide(
        ApprovalSettings settings, RoleSettings roles, DateTimeOffset merged, IReadOnlyList<ApplyApproval> given,
        PullPeople people)
    {
        var approvers = EligibleApprovers.Of(settings, roles);
        var directory = new PeopleDirectory(people);
        var judged = given.OrderBy(approval => approval.At).ThenBy(approval => approval.By.Id.Value)
            .Select(approval => (approval.By, Why: approval.At.ToUnixTimeSeconds() < merged.ToUnixTimeSeconds()
                ? "it was given before the merge"
                : Objection(approval, settings, approvers, directory, people.Now)))
            .ToList();
        var counted = judged.Where(one => one.Why is null).Select(one => one.By).DistinctBy(person => person.Id)
            .ToList();
        return new(settings.RequiredCount, counted, approvers.ToString(),
            [.. judged.Where(one => one.Why is not null && counted.All(person => person.Id != one.By.Id))
                .Select(one => $"The approval of {one.By.Login} does not count: {one.Why}.")]);
    }

    private static string? Objection(
        ApplyApproval approval, ApprovalSettings settings, EligibleApprovers approvers, PeopleDirectory directory,
        DateTimeOffset now) =>
        approval.IsEdited ? "the comment was edited or deleted"
        : approval.At + settings.MaxAge <= now ? "it has expired"
        : directory.Of(approval.By.Id, approvers) switch
        {
            Membership.Yes => null,
            Membership.Unknown => "the membership could not be read",
            _ => $"{approval.By.Login} is not in {approvers}",
        };
}
