using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads the plan's <c>configuration</c>, block by block: the dependency graph, which variables are sensitive, and a digest of everything
/// that decides what apply does (expressions, provisioners, module sources, versions), whatever order it is written in.
/// </summary>
internal sealed class ConfigurationReader(JsonWindow window)
{
    private readonly CanonicalJson canonical = new(new Secrets());
    private readonly List<string> digests = [];
    private readonly List<string> sensitiveVariables = [];
    private bool runsCommands;

    /// <summary>Root module variables declared <c>sensitive</c> or <c>ephemeral</c>.</summary>
    public IReadOnlyList<string> SensitiveVariables => sensitiveVariables;

    public (DependencyGraph Graph, ConfigurationFacts Facts) Read()
    {
        var root = new ModuleBlocks("", parent: null);
        if (!window.Enter('{')) return (DependencyGraph.Empty, ConfigurationFacts.None);
        while (window.NextMember() is { } name)
        {
            if (name == "root_module") ReadModule(root);
            else Digest(name, window.Value());
        }

        digests.Sort(StringComparer.Ordinal);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digests)));
        return (ReferenceResolver.Graph(root), new(Convert.ToHexStringLower(digest), runsCommands));
    }

    private void ReadModule(ModuleBlocks module)
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name)
        {
            switch (name)
            {
                case "resources": ReadResources(module); break;
                case "module_calls": ReadCalls(module); break;
                case "outputs": ReadMembers(module, "output", (output, json) => module.Outputs[output] = References(json)); break;
                case "variables": ReadMembers(module, "variable", (variable, json) => NoteSensitive(module, variable, json)); break;
                default: Digest($"{module.Path} {name}", window.Value()); break;
            }
        }
    }

    private void ReadResources(ModuleBlocks module)
    {
        if (!window.Enter('[')) return;
        while (window.NextElement())
        {
            var block = window.Object();
            var address = PlanJson.Text(block["address"u8]) ?? "";
            var isExternal = block["type"u8].SequenceEqual("\"external\""u8) && block["mode"u8].SequenceEqual("\"data\""u8);
            runsCommands |= isExternal || !block["provisioners"u8].IsEmpty;
            module.Resources[address] = References(block.Json);
            Digest($"{module.Path} resource {address}", block.Json);
        }
    }

    private void ReadCalls(ModuleBlocks module)
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name)
        {
            var child = module.Children[name] = new ModuleBlocks(module.Address($"module.{name}"), module);
            if (!window.Enter('{')) continue;
            while (window.NextMember() is { } part) ReadCall(child, part);
        }
    }

    private void ReadCall(ModuleBlocks child, string part)
    {
        if (part == "module")
        {
            ReadModule(child);
            return;
        }

        var json = window.Value();
        Digest($"{child.Path} call {part}", json);
        if (part is "depends_on" or "count_expression" or "for_each_expression") child.CallReferences.AddRange(References(json, isList: part == "depends_on"));
        if (part != "expressions" || json[0] != '{') return;
        var inputs = JsonOutline.Of(json);
        foreach (var name in inputs.Names()) child.Inputs[name] = References(inputs[Encoding.UTF8.GetBytes(name)]);
    }

    private delegate void Member(string name, ReadOnlySpan<byte> json);

    private void ReadMembers(ModuleBlocks module, string kind, Member read)
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name)
        {
            var json = window.Value();
            read(name, json);
            Digest($"{module.Path} {kind} {name}", json);
        }
    }

    private void NoteSensitive(ModuleBlocks module, string variable, ReadOnlySpan<byte> json)
    {
        if (module.Parent is not null) return;
        var declaration = JsonOutline.Of(json);
        if (PlanJson.Flag(declaration["sensitive"u8]) == true || PlanJson.Flag(declaration["ephemeral"u8]) == true) sensitiveVariables.Add(variable);
    }

    private void Digest(string what, ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Write(json), hash);
        digests.Add($"{what} {Convert.ToHexStringLower(hash)}");
    }

    /// <summary>Everything below <c>references</c> and <c>depends_on</c>, in order.</summary>
    private static List<string> References(ReadOnlySpan<byte> json, bool isList = false)
    {
        var references = new List<string>();
        if (json.IsEmpty) return references;
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        var depth = isList ? 0 : -1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && depth < 0)
            {
                if (reader.ValueTextEquals("references"u8) || reader.ValueTextEquals("depends_on"u8)) depth = reader.CurrentDepth;
            }
            else if (reader.TokenType == JsonTokenType.String && depth >= 0) references.Add(reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth) depth = -1;
        }

        return references;
    }
}
