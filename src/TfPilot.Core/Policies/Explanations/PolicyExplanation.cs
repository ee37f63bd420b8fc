using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A rule's result at one address, as a sentence with further explanations below.</summary>
public sealed record PolicyExplanation(string Sentence, IReadOnlyList<PolicyExplanation> Steps)
{
    /// <summary>Set when the sentence states a verdict.</summary>
    public FindingVerdict? Verdict { get; init; }

    /// <summary>The evaluated attribute as in findings; null when the sentence states no verdict.</summary>
    public string? Attribute { get; init; }

    /// <param name="address">A resource or module call; ignored for rules about the whole plan.</param>
    public static Validated<PolicyExplanation> Of(Plan plan, PolicyContext context, string ruleId, string address)
    {
        if (RuleNames.FindError(ruleId, context.Settings) is { } noRule) return new Problem(ruleId, noRule);
        var facts = new PolicyInputs(plan, context);
        var rule = facts.Rules.First(known => known.Rule.Id == ruleId);
        if (rule.Kind is RuleKind.Providers or RuleKind.Cost)
            return Of(rule, address: null, context, OfPlan(rule, facts, address));
        if (PlanAddresses.FindError(address, plan) is { } nothing) return new Problem(address, nothing);
        return Of(rule, address, context,
            rule.Kind is RuleKind.Modules ? OfPlan(rule, facts, address) : OfObject(rule, facts, address));
    }

    /// <summary>Explains a rule that another area evaluates, from its results.</summary>
    internal static PolicyExplanation Of(EffectiveRule rule, PolicyContext context, IEnumerable<Observation> found) =>
        Of(rule, address: null, context, found.Select(observation => Step(rule, address: null, observation, context)));

    private static PolicyExplanation Of(
        EffectiveRule rule, string? address, PolicyContext context, IEnumerable<PolicyExplanation> steps)
    {
        var place = address is null ? "on the whole plan" : $"at {address}";
        var within = context.Environment is { } environment ? $" in {environment}" : "";
        return new($"Rule {rule.Rule.Id} ({rule.Kind.Word}) {place}{within}", [RuleStep(rule, context), .. steps]);
    }

    private static PolicyExplanation RuleStep(EffectiveRule rule, PolicyContext context)
    {
        var overridden = ReferenceEquals(rule.Rule, context.Settings.Rules[rule.Order]) ? ""
            : " The environment overrides it.";
        return Leaf(
            $"Its level is {Word(rule.Level)}, unknown values {Word(rule.Unknown)}, scope " +
                $"{Word(rule.Scope)}.{overridden}");
    }

    private static IEnumerable<PolicyExplanation> OfPlan(EffectiveRule rule, PolicyInputs facts, string address)
    {
        if (rule.Kind is RuleKind.Cost) return [Leaf("It is evaluated with the cost estimate, not the plan.")];
        var observations = PlanChecks.Of(rule.Kind, facts)
            .Where(entry => entry.Address is null || entry.Address.Value.Text == address).ToList();
        return observations.Count == 0 ? [Leaf("The configuration of this address has nothing that the rule checks.")]
            : observations.Select(entry => Step(rule, entry.Address, entry.Seen, facts.Context));
    }

    private static IEnumerable<PolicyExplanation> OfObject(EffectiveRule rule, PolicyInputs facts, string address)
    {
        if (facts.Subjects.FirstOrDefault(candidate => candidate.Change.Address.Text == address) is not { } subject)
        {
            yield return Leaf("The rule checks resources, but this is a module.");
            yield break;
        }

        var narrow = rule.For(subject.TypeInfo, facts);
        yield return Leaf(
            $"The rule {(narrow is null ? "does not apply" : "applies")} to resources of type {subject.Type}.");
        if (narrow is null) yield break;
        var covers = rule.Covers(subject);
        yield return Leaf($"The plan's action is {subject.Change.Word}, which is {(covers ? "in" : "out of")} scope.");
        if (!covers) yield break;
        var found = new Observations(withPasses: true);
        ObjectChecks.Evaluate(narrow, subject, facts, found);
        if (found.Seen.Count == 0) yield return Leaf("The resource has nothing that the rule checks, so it passes.");
        foreach (var observation in found.Seen)
            yield return Step(rule, subject.Change.Address, observation, facts.Context);
    }

    private static PolicyExplanation Step(
        EffectiveRule rule, ResourceAddress? address, Observation observation, PolicyContext context)
    {
        var finding = Findings.Of(rule, address, observation, context);
        var verdict = finding?.Verdict ?? observation.Verdict;
        var steps = new List<string>
        {
            $"Found {Findings.GotOf(observation)}{(observation.Where is { } where ? $" in {where}" : "")}.",
            $"Wanted {observation.Expected()}.",
        };
        if (observation.Verdict == FindingVerdict.Unknown) steps.Add(UnknownStep(rule));
        if (finding?.Note is { } note) steps.Add($"{Capitalized(note)}.");
        return new($"{(observation.Attribute.Length > 0 ? observation.Attribute : "The resource")}: {Word(verdict)}",
            [.. steps.Select(Leaf)])
        {
            Verdict = verdict,
            Attribute = observation.Attribute,
        };
    }

    private static string UnknownStep(EffectiveRule rule)
    {
        var reason = rule.Kind is RuleKind.Cost ? "It cannot be evaluated"
            : "Its value is unknown before apply, or hidden";
        return $"{reason}: the rule lets this {Word(rule.Unknown)}.";
    }

    private static string Capitalized(string note) =>
        note.StartsWith("tfpilot:", StringComparison.Ordinal) ? note
        : $"{char.ToUpperInvariant(note[0])}{note[1..]}";

    private static PolicyExplanation Leaf(string sentence) => new(sentence, []);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
