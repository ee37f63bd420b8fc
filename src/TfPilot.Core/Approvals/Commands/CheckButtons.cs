namespace TfPilot.Core.Approvals;

/// <summary>A button beside a check. GitHub takes 20, 40 and 20 characters.</summary>
public sealed record CheckButton(string Label, string Description, string Identifier);

/// <summary>Which buttons a check has, and what they ask for.</summary>
public static class CheckButtons
{
    private static readonly CheckButton Recheck = new("Re-evaluate", "Look at everything again now", "recheck");
    private static readonly CheckButton Unlock = new("Unlock", "Give the environment back", "unlock");

    /// <summary>An environment can be given back where it is held.</summary>
    public static IReadOnlyList<CheckButton> Of(CheckVerdict verdict, PullEvaluation pull) =>
        EnvironmentOf(verdict.Name) is { } environment
            && pull.Facts.People?.Locks?.Any(held => PullEvaluation.IsSame(held.Environment, environment)) == true
            ? [Recheck, Unlock]
            : [Recheck];

    /// <summary>Null for a button that is not ours.</summary>
    public static PullCommand? CommandOf(string identifier, string check) =>
        identifier == Recheck.Identifier ? new PullCommand.Recheck()
        : identifier == Unlock.Identifier && EnvironmentOf(check) is { } environment ? new PullCommand.Unlock(environment)
        : null;

    private static string? EnvironmentOf(string check) => check.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal) ? check[CheckRules.EnvironmentPrefix.Length..] : null;
}
