using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>A <c>*.policytest.yml</c>: tests that hold plans against the same rules. Paths in it start at its folder.</summary>
public sealed record PolicyTestFile(PolicyTestSettings Settings, IReadOnlyList<PolicyTestCase> Tests);

/// <summary>Whose rules are tested.</summary>
public abstract record PolicyTestSettings
{
    private PolicyTestSettings() { }

    public sealed record InFile(string Path) : PolicyTestSettings;

    public sealed record Inline(Settings Settings) : PolicyTestSettings;
}

/// <summary>One plan and all findings that it must have. <paramref name="At"/> is where the test stands, as in <c>file:line:column</c>.</summary>
public sealed record PolicyTestCase(string At, string Name, string Plan, IReadOnlyList<ExpectedFinding> Expected)
{
    /// <summary>Null as in a review: the settings' environment for the plan's folder, if there is one.</summary>
    public string? Environment { get; init; }

    /// <summary>The day on which waivers count or have expired; null is the day of the run.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Files of Infracost, as <c>--infracost</c> takes them.</summary>
    public IReadOnlyList<string> Infracost { get; init; } = [];
}
