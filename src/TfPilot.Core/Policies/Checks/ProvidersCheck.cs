using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Evaluates every provider that is configured or makes a change, once.</summary>
internal static class ProvidersCheck
{
    private const string BuiltIn = "terraform.io/builtin/";

    public static IEnumerable<(ResourceAddress? Address, Observation Seen)> Of(
        RuleKind.Providers rule, PolicyInputs facts) =>
        from source in facts.ProviderSources
        select ((ResourceAddress?)null,
            new Observation(Observation.Must(rule.Allow.Matches(new PlanValue.Text(source), facts.Environment)), source,
                () => rule.Allow.Words(facts.Environment))
            {
                Actual = new PlanValue.Text(source),
                Fix = () => $"Remove the resources that use {source}, or allow it",
            });

    public static IEnumerable<string> Sources(Plan plan) =>
        plan.Configuration.Providers.Select(provider => provider.Source)
        .Concat(plan.Changes.Select(change => change.Provider))
        .Where(source => source.Length > 0 && !source.StartsWith(BuiltIn, StringComparison.Ordinal))
        .Select(FullName)
        .Distinct(StringComparer.Ordinal);

    /// <summary>A name without namespace belongs to HashiCorp, as in Terraform.</summary>
    public static string FullName(string source) => PublicRegistry.Strip(source) switch
    {
        var legacy when legacy.StartsWith("-/", StringComparison.Ordinal) => $"hashicorp/{legacy[2..]}",
        var name when !name.Contains('/', StringComparison.Ordinal) => $"hashicorp/{name}",
        var name => name,
    };
}
