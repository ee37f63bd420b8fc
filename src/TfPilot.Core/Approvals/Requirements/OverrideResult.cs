using System.Globalization;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The result of the override requests for an environment. An override replaces missing approvals only: never a change
/// request, a block, a lock, or unknown facts.
/// </summary>
internal sealed record OverrideResult(
    OverrideRequest? Valid, DateTimeOffset? Until, IReadOnlyList<DisregardedApproval> Refused)
{
    public static readonly OverrideResult None = new(Valid: null, Until: null, []);

    public static OverrideResult Of(string? environment, JudgedPull pull, Participants voters)
    {
        var requests = voters.People.Overrides.Where(request => JudgedPull.IsSame(request.Environment, environment))
            .ToList();
        if (requests.Count == 0) return None;
        var judged = requests.OrderByDescending(request => request.At).ThenBy(request => request.By.Id.Value)
            .ThenBy(request => request.Reason, StringComparer.Ordinal)
            .Select(request => (request, why: ReasonAgainst(request, pull, voters))).ToList();
        var valid = judged.Find(found => found.why is null).request;
        return new(valid, valid?.At + pull.Facts.Settings.Override?.Expires,
            [.. judged.Where(found => found.why is not null)
                .Select(found => new DisregardedApproval(found.request.By, $"the override is void, {found.why}"))]);
    }

    /// <summary>Applies the override to a requirement with missing approvals.</summary>
    public RequirementResult Apply(RequirementResult requirement) =>
        requirement.Decision != Decision.Pending || Valid is null ? requirement : requirement with
        {
            Decision = Decision.Overridden,
            Words = string.Create(CultureInfo.InvariantCulture,
                $"overridden by {Valid.By.Login} until {Until:yyyy-MM-dd HH:mm} UTC"),
            Reasons =
            [
                $"{requirement.Words}, and {Valid.By.Login} overrode it: {Valid.Reason}",
                .. requirement.Reasons,
            ],
            Until = Until,
        };

    /// <summary>
    /// Why the override does not count, such as "it was given for another head"; null when it counts.
    /// </summary>
    internal static string? ReasonAgainst(OverrideRequest request, JudgedPull pull, Participants voters)
    {
        var facts = pull.Facts;
        if (facts.Settings.Override is not { } settings) return "the settings do not allow overrides";
        var who = new EligibleApprovers(settings.Teams, [], Min: null);
        return request.IsEdited ? "the comment was edited or deleted"
            : voters.Ineligibility(request.By, ApprovalSettings.Default) is { } ban
            ? (request.By.IsBot ? ban : $"{request.By.Login} {ban}")
            : voters.UnknownContributors(ApprovalSettings.Default).Any() ? "the contributors are unknown"
            : voters.Directory.Of(request.By.Id, who) != Membership.Yes
            ? $"{request.By.Login} is not known to be in {who}"
            : request.Reason.Trim().Length < settings.ReasonMin
            ? $"the reason is shorter than {settings.ReasonMin} characters"
            : request.At + settings.Expires <= voters.People.Now ? "it has expired"
            : request.Head != facts.Head ? "it was given for another head"
            : pull.FingerprintOf(request.Environment) is not { } fingerprint ? "there is no trusted plan"
            : request.Fingerprint != fingerprint ? "the plan changed since"
            : null;
    }
}
