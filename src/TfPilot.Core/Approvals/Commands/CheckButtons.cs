using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A button on a check run. GitHub limits its texts to 20, 40 and 20 characters.</summary>
public sealed record CheckButton(string Label, string Description, string Identifier);

/// <summary>The buttons of a check run and the commands they stand for.</summary>
public static class CheckButtons
{
    private static readonly CheckButton Recheck = new("Re-evaluate", "Re-evaluate the pull request now", "recheck");
    private static readonly CheckButton Unlock = new("Unlock", "Release the environment's lock", "unlock");

    private static readonly CheckButton ApproveApply = new(
        "Approve apply", "After the merge: approve the apply", "approve-apply");

    /// <summary>
    /// The unlock button is shown only while the environment is locked, the button for the apply only if its settings
    /// require approvals before an apply.
    /// </summary>
    public static IReadOnlyList<CheckButton> Of(CheckVerdict verdict, PullEvaluation pull)
    {
        if (EnvironmentOf(verdict.Name) is not { } environment) return [Recheck];
        var isLocked = pull.Facts.People?.Locks?.Any(
            held => EnvironmentNames.IsSame(held.Environment, environment)) == true;
        var needsApproval = pull.Facts.Settings.Find(environment)?.ApplyApprovals is not null;
        return [Recheck, .. isLocked ? new[] { Unlock } : [], .. needsApproval ? new[] { ApproveApply } : []];
    }

    /// <summary>Null for an unknown button.</summary>
    public static PullCommand? CommandOf(string identifier, string check) =>
        identifier == Recheck.Identifier ? new PullCommand.Recheck()
        : identifier == Unlock.Identifier && EnvironmentOf(check) is { } environment
        ? new PullCommand.Unlock(environment)
        : identifier == ApproveApply.Identifier && EnvironmentOf(check) is { } approved
        ? new PullCommand.ApproveApply(approved)
        : null;

    private static string? EnvironmentOf(string check) =>
        check.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal)
        ? check[CheckRules.EnvironmentPrefix.Length..] : null;
}
