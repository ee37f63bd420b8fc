using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>Reads the rules, including the complete variant for each environment that overrides one.</summary>
internal static class PolicySection
{
    public static SettingsSection Section { get; } = new(
        [new("policy", PolicySchemas.Policy, "The policy rules for changes.")], Read);

    private static Settings Read(Settings settings, SectionInput input)
    {
        var names = settings.Environments.Select(environment => environment.Name).ToList();
        var policy = Read(input.File, names, input.Problems);
        var waivers = new WaiverSection(policy, names, input.Today, input.Problems, input.Notes).Read(
            input.File.Map("policy")?.Maps("waivers") ?? []);
        return settings with { Policy = policy with { Waivers = waivers } };
    }

    private static PolicySettings Read(Node.Map file, IReadOnlyList<string> environments, Problems problems) =>
        file.Map("policy") is not { } map ? PolicySettings.None : new()
        {
            Level = map.Word<PolicyLevel>("level") ?? PolicySettings.None.Level,
            Unknown = map.Word<UnknownHandling>("unknown") ?? PolicySettings.None.Unknown,
            Scope = map.Word<PolicyScope>("scope") ?? PolicySettings.None.Scope,
            InlineIgnore = map.Flag("inline_ignore") ?? PolicySettings.None.InlineIgnore,
            Approvers = map.Texts("approvers"),
            MaxWaiver = map.Duration("max_waiver") ?? PolicySettings.None.MaxWaiver,
            Rules = [.. Named.Once(map.Maps("rules"), "id", problems).Select(rule => Rule(rule, environments, problems))
            .OfType<PolicyRule>()],
        };

    /// <summary>Reports environments that do not exist.</summary>
    public static void MustBeKnown(string name, Node node, IReadOnlyList<string> environments, Problems problems)
    {
        if (environments.Contains(name)) return;
        var rest = NearestName.Of(name, environments) is { } near ? $"did you mean {near}?"
            : environments.Count == 0 ? "the file defines no environments"
            : $"known environments are {Sentence.And(environments)}";
        problems.Add(node, $"refers to {name}, which is not an environment; {rest}");
    }

    private static PolicyRule? Rule(Node.Map map, IReadOnlyList<string> environments, Problems problems)
    {
        if (KindSchemas.All.FirstOrDefault(kind => map.Has(kind.Key)) is not { } kind) return null;
        var own = map.Map(kind.Key) ?? map;
        var rule = new PolicyRule(map.Text("id") ?? "", KindSection.Read(kind.Key, own)).With(map);
        foreach (var pair in map.Pairs("in")) MustBeKnown(pair.Key, pair.Value, environments, problems);
        return rule with
        {
            In = map.Pairs("in")
            .ToDictionary(pair => pair.Key, pair => rule.In(kind.Key, own, (Node.Map)pair.Value))
        };
    }

    private static PolicyRule In(this PolicyRule rule, string kind, Node.Map own, Node.Map there)
    {
        var merged = there with { Pairs = [.. there.Pairs, .. own.Pairs.Where(pair => !there.Has(pair.Key))] };
        return (rule with { Kind = KindSection.Read(kind, merged) }).With(there);
    }

    private static PolicyRule With(this PolicyRule rule, Node.Map map) => rule with
    {
        Level = map.Word<PolicyLevel>("level") ?? rule.Level,
        Unknown = map.Word<UnknownHandling>("unknown") ?? rule.Unknown,
        Scope = map.Word<PolicyScope>("scope") ?? rule.Scope,
        Approvers = map.Has("approvers") ? map.Texts("approvers") : rule.Approvers,
        InlineIgnore = map.Flag("inline_ignore") ?? rule.InlineIgnore,
        Why = map.Text("why") ?? rule.Why,
        Docs = map.Text("docs") ?? rule.Docs,
        Hint = map.Text("hint") ?? rule.Hint,
        Factor = map.Text("factor") ?? rule.Factor,
    };
}
