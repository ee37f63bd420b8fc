using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// A finding that a policy test expects. <paramref name="Address"/> is null for findings about the whole plan; without
/// <paramref name="Attribute"/> it matches all findings of the rule at the address. <see cref="FindingVerdict.Pass"/>
/// expects no finding.
/// </summary>
public sealed record ExpectedFinding(string Rule, string? Address, FindingVerdict Verdict, string? Attribute = null)
{
    internal bool IsAbout(Finding finding) =>
        finding.Rule == Rule && finding.Address?.Text == Address
        && (Attribute is null || finding.Attribute == Attribute);

    public override string ToString() =>
        $"{Rule} at {Address ?? "the plan"}{(Attribute is null ? "" : $" ({Attribute})")}";
}

/// <summary>The result of a test.</summary>
/// <param name="At">The test's location, such as <c>file:line:column</c>.</param>
public sealed record PolicyTestResult(string At, string Name, IReadOnlyList<string> Differences)
{
    public bool Passed => Differences.Count == 0;
}

/// <summary>Compares a plan's findings with the expected ones.</summary>
public static class PolicyTest
{
    /// <summary>One sentence for each difference, including impossible expectations such as an unknown rule.</summary>
    /// <param name="explain">A rule's result at an address.</param>
    public static IReadOnlyList<string> Judge(
        IReadOnlyList<ExpectedFinding> expected, IReadOnlyList<Finding> findings, PolicySettings settings, Plan plan,
        Func<string, string, Validated<PolicyExplanation>> explain)
    {
        var mistakes = expected.Select(one => (one,
            Mistake: RuleNames.FindError(one.Rule, settings)
                ?? (one.Address is { } address ? PlanAddresses.FindError(address, plan) : null)
                ?? FindAttributeError(one, explain))).ToList();
        return
        [
            .. mistakes.Where(one => one.Mistake is not null).Select(one => $"{one.one} is impossible: {one.Mistake}")
                .Distinct(),
            .. Compare([.. mistakes.Where(one => one.Mistake is null).Select(one => one.one)], findings),
        ];
    }

    /// <summary>One sentence for each difference; empty when the test passes.</summary>
    public static IReadOnlyList<string> Compare(
        IReadOnlyList<ExpectedFinding> expected, IReadOnlyList<Finding> findings) =>
    [
        .. expected.Select(one => MissingIn(findings, one)).OfType<string>(),
        .. findings.Where(finding => !expected.Any(one => one.IsAbout(finding)))
            .Select(finding => $"{Words(finding)} is {Word(finding.Verdict)} but not expected: found " +
                $"{finding.Actual}, expected {finding.Expected}"),
    ];

    /// <summary>Checks the attribute name, because with an expected pass a misspelling would go unnoticed.</summary>
    private static string? FindAttributeError(
        ExpectedFinding expected, Func<string, string, Validated<PolicyExplanation>> explain)
    {
        if (expected is not { Verdict: FindingVerdict.Pass, Attribute: { } attribute }) return null;
        var attributes = explain(expected.Rule, expected.Address ?? "")
            .Match(explanation => explanation.Steps.Select(step => step.Attribute).OfType<string>().ToList(), _ => []);
        if (attributes.Count == 0 || attributes.Contains(attribute)) return null;
        var rest = NearestName.Of(attribute, attributes) is { } near ? $"did you mean {near}?"
            : $"it checks {string.Join(", ", attributes)}";
        return $"the rule does not check {attribute} there; {rest}";
    }

    private static string? MissingIn(IReadOnlyList<Finding> findings, ExpectedFinding expected)
    {
        var about = findings.Where(expected.IsAbout).ToList();
        if (about.Count == 0)
            return expected.Verdict == FindingVerdict.Pass ? null
                : $"{expected} should be {Word(expected.Verdict)}, but there is no such finding";
        if (about.Find(finding => finding.Verdict != expected.Verdict) is not { } other) return null;
        var subject = other.Attribute.Length > 0 ? other.Attribute : "it";
        return $"{expected} should be {Word(expected.Verdict)}, but {subject} is {Word(other.Verdict)}: " +
            $"found {other.Actual}, expected {other.Expected}";
    }

    private static string Words(Finding finding)
    {
        var attribute = finding.Attribute.Length > 0 ? finding.Attribute : null;
        return new ExpectedFinding(finding.Rule, finding.Address?.Text, finding.Verdict, attribute).ToString();
    }

    private static string Word(FindingVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
