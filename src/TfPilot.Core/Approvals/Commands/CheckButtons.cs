using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A button on a check run. GitHub limits its texts to 20, 40 and 20 characters.</summary>
public sealed record CheckButton(string Label, string Description, string Identifier);

/// <summary>The buttons of a check run and the commands they stand for.</summary>
public static class CheckButtons
{
    private static readonly CheckButton Recheck = new("Re-evaluate", "Re-evaluate the pull request now", "recheck");
    private static readonly CheckButton Unlock = new("Unlock", "Release the environment's lock", "unlock");

    /// <summary>The unlock button is shown only while the environment is locked.</summary>
    public static IReadOnlyList<CheckButton> Of(CheckVerdict verdict, PullEvaluation pull) =>
        EnvironmentOf(verdict.Name) is { } environment
            && pull.Facts.People?.Locks?.Any(held => EnvironmentNames.IsSame(held.Environment, environment)) == true
            ? [Recheck, Unlock]
            : [Recheck];

    /// <summary>Null for an unknown button.</summary>
    public static PullCommand? CommandOf(string identifier, string check) =>
        identifier == Recheck.Identifier ? new PullCommand.Recheck()
        : identifier == Unlock.Identifier && EnvironmentOf(check) is { } environment
        ? new PullCommand.Unlock(environment)
        : null;

    private static string? EnvironmentOf(string check) =>
        check.StartsWith(CheckRules.EnvironmentPrefix, StringComparison.Ordinal)
        ? check[CheckRules.EnvironmentPrefix.Length..] : null;
}
