using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The result of the override requests for an environment. An override replaces missing approvals only: never a change
/// request, a block, a lock, or unknown facts.
/// </summary>
internal sealed record OverrideResult(
    OverrideRequest? Valid, DateTimeOffset? ExpiresAt, IReadOnlyList<DisregardedApproval> Refused)
{
    public static readonly OverrideResult None = new(Valid: null, ExpiresAt: null, []);

    public static OverrideResult Of(string? environment, JudgedPull pull, Participants participants)
    {
        var requests = participants.People.Overrides
            .Where(request => EnvironmentNames.IsSame(request.Environment, environment)).ToList();
        if (requests.Count == 0) return None;
        var judged = requests.OrderByDescending(request => request.At).ThenBy(request => request.By.Id.Value)
            .ThenBy(request => request.Reason, StringComparer.Ordinal)
            .Select(request => (request, why: ReasonAgainst(request, pull, participants))).ToList();
        var valid = judged.Find(found => found.why is null).request;
        return new(valid, valid?.At + pull.Facts.Settings.Override?.ValidFor,
            [.. judged.Where(found => found.why is not null)
                .Select(found => new DisregardedApproval(found.request.By, $"the override is void, {found.why}"))]);
    }

    /// <summary>Applies the override to a requirement with missing approvals.</summary>
    public RequirementResult Apply(RequirementResult requirement) =>
        requirement.Decision != Decision.Pending || Valid is null ? requirement : requirement with
        {
            Decision = Decision.Overridden,
            Words = string.Create(CultureInfo.InvariantCulture,
                $"overridden by {Valid.By.Login} until {ExpiresAt:yyyy-MM-dd HH:mm} UTC"),
            Reasons =
            [
                $"{requirement.Words}, and {Valid.By.Login} overrode it: {Valid.Reason}",
                .. requirement.Reasons,
            ],
            ExpiresAt = ExpiresAt,
        };

    /// <summary>
    /// Why the override does not count, such as "it was given for another head"; null when it counts.
    /// </summary>
    internal static string? ReasonAgainst(OverrideRequest request, JudgedPull pull, Participants participants)
    {
        var facts = pull.Facts;
        if (facts.Settings.Override is not { } settings) return "the settings do not allow overrides";
        var who = new EligibleApprovers(settings.Teams, [], Min: null);
        if (request.IsEdited) return "the comment was edited or deleted";
        if (participants.Ineligibility(request.By, ApprovalSettings.Default) is { } reason)
            return request.By.IsBot ? reason : $"{request.By.Login} {reason}";
        if (participants.UnknownContributors(ApprovalSettings.Default).Any()) return "the contributors are unknown";
        if (participants.Directory.Of(request.By.Id, who) != Membership.Yes)
            return $"{request.By.Login} is not known to be in {who}";
        if (request.Reason.Trim().Length < settings.MinReasonLength)
            return $"the reason is shorter than {settings.MinReasonLength} characters";
        if (request.At + settings.ValidFor <= participants.People.Now) return "it has expired";
        if (request.Head != facts.Head) return "it was given for another head";
        if (pull.FingerprintOf(request.Environment) is not { } fingerprint) return "there is no trusted plan";
        return request.Fingerprint != fingerprint ? "the plan changed since" : null;
    }
}
