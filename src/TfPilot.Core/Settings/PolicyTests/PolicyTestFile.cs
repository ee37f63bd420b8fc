using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>
/// A <c>*.policytest.yml</c> file: tests of plans against one set of rules. Paths in it are relative to its folder.
/// </summary>
public sealed record PolicyTestFile(PolicyTestSettings Settings, IReadOnlyList<PolicyTestCase> Tests);

/// <summary>The settings whose rules are tested.</summary>
public abstract record PolicyTestSettings
{
    private PolicyTestSettings() { }

    public sealed record InFile(string Path) : PolicyTestSettings;

    public sealed record Inline(Settings Settings) : PolicyTestSettings;
}

/// <summary>
/// One plan and all findings that it must have. <paramref name="At"/> is the test's location, such as
/// <c>file:line:column</c>.
/// </summary>
public sealed record PolicyTestCase(string At, string Name, string Plan, IReadOnlyList<ExpectedFinding> Expected)
{
    /// <summary>Null means the settings' environment for the plan's folder, as in a review.</summary>
    public string? Environment { get; init; }

    /// <summary>The day used to decide whether waivers have expired; null means the day of the run.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Infracost files, as passed to <c>--infracost</c>.</summary>
    public IReadOnlyList<string> Infracost { get; init; } = [];
}
