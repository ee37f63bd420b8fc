using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>What a rule saw at one address, as a sentence with those that explain it below.</summary>
public sealed record PolicyExplanation(string Sentence, IReadOnlyList<PolicyExplanation> Steps)
{
    /// <param name="address">Of an object or of a module call; for rules on the whole plan anything.</param>
    public static PolicyExplanation Of(Plan plan, PolicyContext context, string ruleId, string address)
    {
        var facts = new PolicyFacts(plan, context);
        if (facts.Rules.FirstOrDefault(rule => rule.Rule.Id == ruleId) is not { } rule)
            return Leaf($"There is no rule {ruleId}; there are {string.Join(", ", facts.Rules.Select(known => known.Rule.Id))}.");
        return new(
            $"Rule {ruleId} ({rule.Kind.Word}) at {address}{(context.Environment is { } environment ? $" in {environment}" : "")}",
            [RuleStep(rule, context), .. rule.Kind is RuleKind.Modules or RuleKind.Providers or RuleKind.Cost ? OfPlan(rule, facts, address) : OfObject(rule, facts, address)]);
    }

    private static PolicyExplanation RuleStep(RuleInForce rule, PolicyContext context)
    {
        var overridden = ReferenceEquals(rule.Rule, context.Settings.Rules[rule.Order]) ? "" : " It is as the environment has it.";
        return Leaf($"Its level is {Word(rule.Level)}, unknown values {Word(rule.Unknown)}, scope {Word(rule.Scope)}.{overridden}");
    }

    private static IEnumerable<PolicyExplanation> OfPlan(RuleInForce rule, PolicyFacts facts, string address)
    {
        if (rule.Kind is RuleKind.Cost) return [Leaf("The cost estimate decides it, not the plan.")];
        var seen = PlanChecks.Of(rule.Kind, facts).Where(entry => entry.Address is null || entry.Address.Value.Text == address).ToList();
        return seen.Count == 0 ? [Leaf("The configuration holds nothing of this address that the rule looks at.")] : seen.Select(entry => Step(rule, entry.Address, entry.Seen, facts));
    }

    private static IEnumerable<PolicyExplanation> OfObject(RuleInForce rule, PolicyFacts facts, string address)
    {
        if (facts.Subjects.FirstOrDefault(candidate => candidate.Change.Address.Text == address) is not { } subject)
        {
            yield return Leaf("The plan has no change of such a managed object. Objects without change are looked at only by rules of scope all.");
            yield break;
        }

        var narrow = rule.For(subject.Type, facts.Context.Stateful);
        yield return Leaf($"The rule {(narrow is null ? "does not concern" : "concerns")} objects of type {subject.Type}.");
        if (narrow is null) yield break;
        var covers = rule.Covers(subject);
        yield return Leaf($"The plan's action is {subject.Change.Word}, which is {(covers ? "in" : "out of")} scope.");
        if (!covers) yield break;
        var seen = ObjectChecks.Of(narrow.Kind, subject, facts).ToList();
        if (seen.Count == 0) yield return Leaf("The object has nothing that the rule looks at: it passes.");
        foreach (var observation in seen) yield return Step(rule, subject.Change.Address, observation, facts);
    }

    private static PolicyExplanation Step(RuleInForce rule, ResourceAddress? address, Observation seen, PolicyFacts facts)
    {
        var finding = Findings.Of(rule, address, seen, facts.Context);
        var verdict = finding?.Verdict ?? seen.Verdict;
        var steps = new List<string> { $"Found {Findings.GotOf(seen)}{(seen.Where is { } where ? $" in {where}" : "")}.", $"Wanted {seen.Want()}." };
        if (seen.Verdict == FindingVerdict.Unknown) steps.Add($"Its value is not known before apply, or hidden: the rule lets that {Word(rule.Unknown)}.");
        if (finding?.Note is { } note) steps.Add($"{char.ToUpperInvariant(note[0])}{note[1..]}.");
        return new($"{(seen.Attribute.Length > 0 ? seen.Attribute : "The object")}: {Word(verdict)}", [.. steps.Select(Leaf)]);
    }

    private static PolicyExplanation Leaf(string sentence) => new(sentence, []);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
