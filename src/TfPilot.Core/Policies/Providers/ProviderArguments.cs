using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The provider configuration: which provider a resource uses, and the values of its arguments.</summary>
internal sealed class ProviderArguments(Plan plan)
{
    private readonly Dictionary<string, ProviderConfiguration> providers = plan.Configuration.Providers
        .GroupBy(provider => provider.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private readonly Dictionary<string, ModuleCall> calls = plan.Configuration.Modules
        .GroupBy(call => call.Address, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private readonly Dictionary<(string, string), PlanValue> found = [];

    /// <summary>The argument's literal value; null when it is not set, unknown when it is computed.</summary>
    public PlanValue Constant(ResourceAddress address, string argument) => Find(address, argument, follow: false);

    /// <summary>Like <see cref="Constant"/>, but also resolves variables and inputs of module calls.</summary>
    public PlanValue Value(ResourceAddress address, string argument) => Find(address, argument, follow: true);

    private PlanValue Find(ResourceAddress address, string argument, bool follow)
    {
        var block = address.Block;
        if (!plan.Configuration.ProviderKeys.TryGetValue(block, out var key)) return PlanValue.Unknown.Value;
        var place = (follow ? $"{argument} {key}" : $"={argument} {key}", ModuleOf(block));
        if (!found.TryGetValue(place, out var value)) found[place] = value = Find(key, place.Item2, argument, follow);
        return value;
    }

    private PlanValue Find(string key, string module, string argument, bool follow)
    {
        if (ProviderOf(key, module) is not { } provider) return PlanValue.Unknown.Value;
        var expression = ValuePath.Of(argument).In(provider.Expressions.Value()).FirstOrNull;
        return Resolve(expression, provider.ModuleAddress, follow);
    }

    /// <summary>
    /// Modules inherit providers they do not configure. Older versions of Terraform then write a key of the module, in
    /// full or with its last name only, that does not exist; it refers to the same name in a parent module.
    /// </summary>
    private ProviderConfiguration? ProviderOf(string key, string module)
    {
        if (providers.TryGetValue(key, out var exact) && (exact.ModuleAddress.Length == 0 || !exact.Expressions.IsNull))
            return exact;
        var name = key[(key.LastIndexOf(':') + 1)..];
        for (var at = module; at.Length > 0; at = Parent(at))
        {
            if (providers.TryGetValue($"{at}:{name}", out var inherited) && !inherited.Expressions.IsNull)
                return inherited;
        }

        return providers.GetValueOrDefault(name);
    }

    private PlanValue Resolve(PlanValue expression, string module, bool follow)
    {
        if (expression is not PlanValue.Map map) return expression;
        if (map.Find("constant_value") is { } constant) return constant;
        return follow && VariableIn(map) is { } reference ? ResolveVariable(reference, module)
            : PlanValue.Unknown.Value;
    }

    private PlanValue ResolveVariable(string reference, string module)
    {
        var path = ValuePath.Of(reference[4..]);
        var name = path.First;
        if (module.Length == 0)
            return plan.Variables.TryGetValue(name, out var value) ? path.Rest.In(value.Value()).FirstOrNull
                : PlanValue.Unknown.Value;
        if (!calls.TryGetValue(module, out var call) || call.Expressions.Value() is not PlanValue.Map inputs
            || inputs.Find(name) is not { } input) return PlanValue.Unknown.Value;
        var passed = Resolve(input, Parent(module), follow: true);
        return HiddenValue.Is(passed) ? passed : path.Rest.In(passed).FirstOrNull;
    }

    /// <summary>
    /// The single variable an expression refers to; Terraform lists <c>var.a.b</c> and then <c>var.a</c>.
    /// </summary>
    private static string? VariableIn(PlanValue.Map expression)
    {
        if (expression.Find("references") is not PlanValue.List { Items: { Count: > 0 } references }) return null;
        var names = references.Select(reference => (reference as PlanValue.Text)?.Value ?? "").ToList();
        return names[0].StartsWith("var.", StringComparison.Ordinal)
            && names.TrueForAll(name => names[0].StartsWith(name, StringComparison.Ordinal)) ? names[0] : null;
    }

    private static string ModuleOf(string block)
    {
        var steps = block.Split('.');
        var depth = 0;
        while (depth + 1 < steps.Length && steps[depth] == "module") depth += 2;
        return string.Join('.', steps.Take(depth));
    }

    private static string Parent(string module) => string.Join('.', module.Split('.')[..^2]);
}
