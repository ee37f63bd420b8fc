using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>Prints a decision to a terminal; the parts of each requirement are indented below it.</summary>
public static class PullDecisionText
{
    private const int Indent = 2;

    public static string Write(PullEvaluation pull, TerminalStyle style)
    {
        var (facts, decision, lines) = (pull.Facts, pull.Decision, new TerminalLines(style));
        lines.Add(0, (Ink.Bold, $"#{facts.Number} into {facts.BaseBranch} at {facts.Head.Short}: "),
            (InkOf(decision.Decision), decision.Decision.Word()));
        foreach (var rule in decision.Rules.Where(rule => rule.Requirements.Count > 0))
        {
            lines.Blank();
            lines.AppendHanging(Indent, InkOf(rule.Decision), $"{rule.Rule}  ", rule.Summary);
            foreach (var result in rule.Requirements) Add(lines, result, result.Environment, 2 * Indent);
        }

        if (decision.Rules.Count == 0)
            lines.Add(Indent,
                (Ink.Faint,
                    facts.State == PullState.Closed ? "The pull request is closed; its last results remain."
                        : "No Terraform files changed."));
        if (decision.ExpiresAt is { } until) lines.Add(0, (Ink.Faint, $"This decision may change at {until:u}."));
        AddBindings(lines, pull.Plans);
        return lines.ToString();
    }

    private static void Add(TerminalLines lines, RequirementResult result, string? environment, int indent)
    {
        lines.Add(indent, (InkOf(result.Decision), $"{result.Decision.Word()}: "),
            (Ink.None, environment is null ? result.Words : $"{environment}: {result.Words}"));
        var inner = indent + Indent;
        if (result.Parts is [var only] && only.Words == result.Words) AddPeople(lines, only, inner);
        else if (result.Parts.Count == 0) AddPeople(lines, result, inner);
        else foreach (var part in result.Parts) Add(lines, part, environment: null, inner);
    }

    private static void AddPeople(TerminalLines lines, RequirementResult result, int inner)
    {
        if (result.Counted.Count > 0)
            lines.Add(inner, (Ink.Green, "counts: "),
                (Ink.None, string.Join(", ", result.Counted.Select(person => person.Login))));
        foreach (var not in result.Disregarded)
            lines.Add(inner, (Ink.Yellow, "does not count: "), (Ink.None, $"{not.Person.Login}, {not.Reason}"));
        foreach (var reason in result.Reasons) lines.AppendHanging(inner, Ink.Faint, "because: ", reason);
    }

    /// <summary>The fingerprints and hashes that overrides and policy approvals are bound to.</summary>
    private static void AddBindings(TerminalLines lines, IReadOnlyList<PlanBinding> plans)
    {
        foreach (var binding in plans)
        {
            lines.Add(0, (Ink.Faint, $"plan of {binding.Environment ?? "no environment"}: "),
                (Ink.None, binding.Fingerprint));
            foreach (var found in binding.Findings)
                lines.Add(Indent, (Ink.Faint, $"findings of {found.Rule}: "), (Ink.None, found.Hash));
        }
    }

    private static Ink InkOf(Decision decision) => decision switch
    {
        Decision.NotApplicable => Ink.Faint,
        Decision.Approved => Ink.Green,
        Decision.Overridden or Decision.Pending => Ink.Yellow,
        Decision.Blocked or Decision.Error => Ink.Red,
        _ => throw new UnreachableException(),
    };
}
