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
            foreach (var standing in rule.Requirements) Add(lines, standing, standing.Environment, 2 * Indent);
        }

        if (decision.Rules.Count == 0)
            lines.Add(Indent,
                (Ink.Faint,
                    facts.State == PullState.Closed ? "The pull request is closed; its last results remain."
                        : "No Terraform files changed."));
        if (decision.Until is { } until) lines.Add(0, (Ink.Faint, $"This decision may change at {until:u}."));
        AddBindings(lines, pull.Plans);
        return lines.ToString();
    }

    private static void Add(TerminalLines lines, RequirementResult standing, string? environment, int indent)
    {
        lines.Add(indent, (InkOf(standing.Decision), $"{standing.Decision.Word()}: "),
            (Ink.None, environment is null ? standing.Words : $"{environment}: {standing.Words}"));
        var inner = indent + Indent;
        if (standing.Parts is [var only] && only.Words == standing.Words) AddPeople(lines, only, inner);
        else if (standing.Parts.Count == 0) AddPeople(lines, standing, inner);
        else foreach (var part in standing.Parts) Add(lines, part, environment: null, inner);
    }

    private static void AddPeople(TerminalLines lines, RequirementResult standing, int inner)
    {
        if (standing.Counted.Count > 0)
            lines.Add(inner, (Ink.Green, "counts: "),
                (Ink.None, string.Join(", ", standing.Counted.Select(person => person.Login))));
        foreach (var not in standing.Disregarded)
            lines.Add(inner, (Ink.Yellow, "does not count: "), (Ink.None, $"{not.Person.Login}, {not.Reason}"));
        foreach (var reason in standing.Reasons) lines.AppendHanging(inner, Ink.Faint, "because: ", reason);
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
