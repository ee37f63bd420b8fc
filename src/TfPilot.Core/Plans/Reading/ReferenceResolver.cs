namespace TfPilot.Core.Plans;

/// <summary>
/// Resolves references to resource blocks, through module inputs and outputs. Locals are not in the plan: their
/// references stay unresolved, and <see cref="HasHidden"/> is set.
/// </summary>
internal sealed class ReferenceResolver
{
    private readonly Dictionary<string, IReadOnlySet<string>> resolved = new(StringComparer.Ordinal);

    public bool HasHidden { get; private set; }

    public static DependencyGraph Graph(ModuleBlocks root)
    {
        var resolver = new ReferenceResolver();
        var dependants = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var module in root.WithDescendants())
        {
            foreach (var resource in module.Resources.Keys)
                dependants[module.Address(resource)] = new(StringComparer.Ordinal);
        }

        foreach (var module in root.WithDescendants())
        {
            var shared = resolver.CallDependencies(module);
            foreach (var (resource, references) in module.Resources)
            {
                var user = module.Address(resource);
                foreach (var used in resolver.Resolve(module, references).Concat(shared).Where(used => used != user))
                {
                    if (dependants.TryGetValue(used, out var users)) users.Add(user);
                }
            }
        }

        var sorted = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var block in dependants.Keys.Order(StringComparer.Ordinal))
            sorted[block] = [.. dependants[block].Order(StringComparer.Ordinal)];
        return new(sorted, resolver.HasHidden);
    }

    private HashSet<string> CallDependencies(ModuleBlocks module) => module.Parent is null
        ? []
        : [.. Resolve(module.Parent, module.CallReferences), .. CallDependencies(module.Parent)];

    private IEnumerable<string> Resolve(ModuleBlocks module, IReadOnlyList<string> references)
    {
        for (var i = 0; i < references.Count; i++)
        {
            // After `module.net.subnet_id` Terraform also lists `module.net`, which would include every resource of the
            // module.
            if (i > 0 && references[i - 1].StartsWith(references[i] + ".", StringComparison.Ordinal)) continue;
            foreach (var block in Resolve(module, references[i])) yield return block;
        }
    }

    private IReadOnlySet<string> Resolve(ModuleBlocks module, string reference)
    {
        var key = $"{module.Path} {reference}";
        if (resolved.TryGetValue(key, out var known)) return known;
        resolved[key] = new HashSet<string>(); // ends a cycle
        return resolved[key] = new HashSet<string>(Find(module, reference), StringComparer.Ordinal);
    }

    private IEnumerable<string> Find(ModuleBlocks module, string reference)
    {
        var words = new ResourceAddress(reference).Block.Split('.');
        switch (words)
        {
            case ["local", ..]:
                HasHidden = true;
                return [];
            case ["var", var name, ..]:
                return module.Parent is not null && module.Inputs.TryGetValue(name, out var passed)
                    ? Resolve(module.Parent, passed) : [];
            case ["module", var name, var output, ..] when module.Children.TryGetValue(name, out var child):
                return child.Outputs.TryGetValue(output, out var behind) ? Resolve(child, behind) : [];
            case ["module", var name] when module.Children.TryGetValue(name, out var whole):
                return whole.WithDescendants().SelectMany(inner => inner.Resources.Keys.Select(inner.Address));
            case ["data" or "ephemeral", var type, var name, ..]:
                return [module.Address($"{words[0]}.{type}.{name}")];
            case [var type, var name, ..]:
                return [module.Address($"{type}.{name}")];
            default:
                return [];
        }
    }
}
