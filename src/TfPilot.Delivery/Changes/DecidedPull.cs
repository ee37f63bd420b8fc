using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Changes;

/// <summary>
/// The last decision about an open pull request, as far as it is needed after the merge. It is stored before a check
/// shows the decision, so a merge never overtakes it.
/// </summary>
/// <param name="Base">The tip of the base branch that was decided against.</param>
/// <param name="Settings">The commit of the default branch whose settings decided.</param>
/// <param name="At">When the facts were gathered.</param>
public sealed record DecidedPull(
    int Pull, CommitSha Head, CommitSha Base, string BaseBranch, CommitSha Settings, DateTimeOffset At,
    IReadOnlyList<DecidedEnvironment> Environments)
{
    /// <summary>Null for a closed pull request, which is not decided again.</summary>
    public static DecidedPull? Of(PullEvaluation pull, DateTimeOffset at) => pull.Facts.State == PullState.Closed ? null
        : new(pull.Facts.Number, pull.Facts.Head, pull.Facts.Base, pull.Facts.BaseBranch, pull.Facts.Settings.Commit,
            at, [.. Scopes(pull).Select(environment => DecidedEnvironment.Of(pull, environment))]);

    /// <summary>Plans without changes require no approval, but what they plan was decided as well.</summary>
    private static IEnumerable<string?> Scopes(PullEvaluation pull) =>
        pull.ApprovalScopes.Concat(pull.ProjectPlans.Select(plan => plan.Environment))
            .DistinctBy(environment => environment?.ToLowerInvariant());
}

/// <summary>The decision about one environment of a pull request.</summary>
/// <param name="Name">As spelled in the settings; empty for changes outside all environments.</param>
/// <param name="IsApproved">Whether nothing was missing: approved, overridden, or nothing required.</param>
/// <param name="Missing">What was missing, as sentences; empty when approved.</param>
/// <param name="ExpiresAt">When the first approval or override expires; null when none does.</param>
public sealed record DecidedEnvironment(
    string Name, bool IsApproved, IReadOnlyList<string> Missing, IReadOnlyList<Approver> Approvals,
    IReadOnlyList<string> Overrides, IReadOnlyList<string> PolicyApprovals, DateTimeOffset? ExpiresAt,
    IReadOnlyList<DecidedPlan> Plans)
{
    internal static DecidedEnvironment Of(PullEvaluation pull, string? environment)
    {
        var results = pull.Decision.Results.Where(
            result => result.Environment is null || EnvironmentNames.IsSame(result.Environment, environment)).ToList();
        return new(
            environment ?? "",
            results.Select(result => result.Decision).Worst() <= Decision.Overridden,
            [.. results.Where(result => result.Decision > Decision.Overridden).Select(result => result.Title)],
            [.. results.SelectMany(result => result.Counted).DistinctBy(person => person.Id)
                .OrderBy(person => person.Id.Value).Select(person => new Approver(person.Id.Value, person.Login))],
            [.. results.Where(result => result.Decision == Decision.Overridden).Select(result => result.Words)],
            [.. results.Where(result => result is { PolicyRule: not null, Decision: Decision.Approved })
                .Select(result => $"{result.PolicyRule}: {result.Words}")],
            results.Min(result => result.ExpiresAt),
            [.. pull.ProjectPlans.Where(plan => EnvironmentNames.IsSame(plan.Environment, environment))
                .Select(plan => new DecidedPlan(
                    plan.Project, plan.Folder, plan.Fingerprint, plan.IsEmpty, plan.Run.Run, plan.Run.Attempt))]);
    }
}

/// <summary>An account whose approval counted; the login is for display.</summary>
public sealed record Approver(long Id, string Login);

/// <summary>The plan of one project that was decided about, and the run attempt that reported it.</summary>
public sealed record DecidedPlan(
    string Project, string Folder, string Fingerprint, bool IsEmpty, long Run, int Attempt)
{
    public RunAttempt ReportedBy => new(Run, Attempt);
}
