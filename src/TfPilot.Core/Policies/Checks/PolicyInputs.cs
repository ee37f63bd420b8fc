using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The facts that rules evaluate; shared values are computed once.</summary>
internal sealed class PolicyInputs
{
    private readonly Dictionary<string, ValuePath> paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubjectType> types = new(StringComparer.Ordinal);

    private IReadOnlyList<string>? providerSources;

    public PolicyInputs(Plan plan, PolicyContext context)
    {
        Plan = plan;
        Context = context;
        Rules = [.. context.Settings.Rules.Select((rule, order) => new EffectiveRule(rule, context, order))];
        Providers = new(plan);
    }

    public Plan Plan { get; }

    public PolicyContext Context { get; }

    public string? Environment => Context.Environment;

    public IReadOnlyList<EffectiveRule> Rules { get; }

    public ProviderArguments Providers { get; }

    /// <summary>The sources of all providers, each once.</summary>
    public IReadOnlyList<string> ProviderSources => providerSources ??= [.. ProvidersCheck.Sources(Plan)];

    public IEnumerable<Subject> Subjects => Plan.Changes.Concat(Plan.Unchanged)
        .Where(change => !change.IsData && change.Deposed is null)
        .Select(change => new Subject(change, TypeOf(change.Type)));

    /// <summary>Parsed once for all types.</summary>
    public ValuePath PathOf(string text) =>
        paths.TryGetValue(text, out var known) ? known : paths[text] = ValuePath.Of(text);

    private SubjectType TypeOf(string name) =>
        types.TryGetValue(name, out var known) ? known : types[name] = new(name, this);
}
