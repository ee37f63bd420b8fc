using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads the plan's <c>configuration</c> block by block: the dependency graph, the sensitive variables, and a digest of
/// everything that determines what apply does (expressions, provisioners, module sources, versions), independent of
/// order.
/// </summary>
internal sealed class ConfigurationReader(JsonWindow window, Secrets secrets)
{
    // The digest covers the unmasked values; what is kept is redacted.
    private readonly CanonicalJson canonical = new(new Secrets());
    private readonly CanonicalJson redacting = new(secrets, new UnmarkedSecrets());
    private readonly List<string> digests = [];
    private readonly List<string> sensitiveVariables = [];
    private readonly HashSet<string> sensitiveOutputs = new(StringComparer.Ordinal);
    private readonly List<(string Module, string Variable)> sensitiveInputs = [];
    private readonly List<ProviderConfiguration> providers = [];
    private readonly List<ModuleCall> modules = [];
    private readonly Dictionary<string, string> providerKeys = new(StringComparer.Ordinal);
    private readonly Memo<string?> keys = new(PlanJson.Text);
    private bool runsCommands;

    /// <summary>Root module variables marked <c>sensitive</c> or <c>ephemeral</c>.</summary>
    public IReadOnlyList<string> SensitiveVariables => sensitiveVariables;

    /// <summary>
    /// Root module outputs marked <c>sensitive</c> or <c>ephemeral</c>; old formats mark them only here.
    /// </summary>
    public IReadOnlySet<string> SensitiveOutputs => sensitiveOutputs;

    public (DependencyGraph Graph, ConfigurationFacts Facts) Read()
    {
        var root = new ModuleBlocks("", parent: null);
        if (!window.Enter('{')) return (DependencyGraph.Empty, ConfigurationFacts.None);
        while (window.NextMember() is { } name)
        {
            if (name == "root_module") ReadModule(root);
            else if (name == "provider_config") ReadProviders();
            else Digest(name, window.Value());
        }

        AddSecretArguments();
        digests.Sort(StringComparer.Ordinal);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digests)));
        return (ReferenceResolver.Graph(root), new ConfigurationFacts
        {
            Digest = Convert.ToHexStringLower(digest),
            RunsCommands = runsCommands,
            Providers = providers,
            Modules = modules,
            ProviderKeys = providerKeys,
        });
    }

    private void ReadProviders()
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } key)
        {
            var provider = window.Object();
            providers.Add(new(
                key,
                PlanJson.Text(provider["full_name"u8]) ?? PlanJson.Text(provider["name"u8]) ?? key,
                PlanJson.Text(provider["module_address"u8]) ?? "",
                PlanJson.Text(provider["version_constraint"u8]),
                Redact(provider["expressions"u8])));
            Digest($"provider {key}", provider.Json);
        }
    }

    private RedactedJson Redact(ReadOnlySpan<byte> json) =>
        json.IsEmpty ? RedactedJson.Null : RedactedJson.FromCanonical(redacting.Write(json).ToArray());

    private void ReadModule(ModuleBlocks module)
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name)
        {
            switch (name)
            {
                case "resources": ReadResources(module); break;
                case "module_calls": ReadCalls(module); break;
                case "outputs":
                    ReadMembers(module, "output", (output, json) => ReadOutput(module, output, json)); break;
                case "variables":
                    ReadMembers(module, "variable", (variable, json) => AddIfSensitive(module, variable, json)); break;
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
            var isExternal = block["type"u8].SequenceEqual("\"external\""u8)
                && block["mode"u8].SequenceEqual("\"data\""u8);
            runsCommands |= isExternal || !block["provisioners"u8].IsEmpty;
            if (keys.Of(block["provider_config_key"u8]) is { } key) providerKeys[module.Address(address)] = key;
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
            var call = new ModuleCall(child.Path, "", VersionConstraint: null, RedactedJson.Null);
            while (window.NextMember() is { } part) call = ReadCall(child, part, call);
            modules.Add(call);
        }
    }

    private ModuleCall ReadCall(ModuleBlocks child, string part, ModuleCall call)
    {
        if (part == "module")
        {
            ReadModule(child);
            return call;
        }

        var json = window.Value();
        Digest($"{child.Path} call {part}", json);
        switch (part)
        {
            case "source": return call with { Source = SourceSecrets.Mask(PlanJson.Text(json) ?? "") };
            case "version_constraint": return call with { VersionConstraint = PlanJson.Text(json) };
            case "depends_on" or "count_expression" or "for_each_expression":
                child.CallReferences.AddRange(References(json, isList: part == "depends_on"));
                return call;
            case "expressions" when json[0] == '{':
                var inputs = JsonOutline.Of(json);
                foreach (var name in inputs.Names())
                    child.Inputs[name] = References(inputs[Encoding.UTF8.GetBytes(name)]);
                return call with { Expressions = Redact(json) };
            default: return call;
        }
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

    private void ReadOutput(ModuleBlocks module, string output, ReadOnlySpan<byte> json)
    {
        module.Outputs[output] = References(json);
        if (module.Parent is null && IsSecret(JsonOutline.Of(json))) sensitiveOutputs.Add(output);
    }

    private void AddIfSensitive(ModuleBlocks module, string variable, ReadOnlySpan<byte> json)
    {
        var declaration = JsonOutline.Of(json);
        if (!IsSecret(declaration)) return;
        if (declaration["default"u8] is { IsEmpty: false } value) secrets.AddAll(value);
        if (module.Parent is null) sensitiveVariables.Add(variable);
        else sensitiveInputs.Add((module.Path, variable));
    }

    private static bool IsSecret(OutlinedObject declaration) =>
        PlanJson.Flag(declaration["sensitive"u8]) == true || PlanJson.Flag(declaration["ephemeral"u8]) == true;

    /// <summary>A value passed in a module call to a sensitive variable is a secret too.</summary>
    private void AddSecretArguments()
    {
        foreach (var (module, variable) in sensitiveInputs)
        {
            if (modules.Find(call => call.Address == module) is not { Expressions.IsNull: false } call) continue;
            var expression = JsonOutline.Of(call.Expressions.Utf8).Member(Encoding.UTF8.GetBytes(variable));
            if (expression["constant_value"u8] is { IsEmpty: false } value) secrets.AddAll(value);
        }
    }

    private void Digest(string what, ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Write(json), hash);
        digests.Add($"{what} {Convert.ToHexStringLower(hash)}");
    }

    /// <summary>All strings below <c>references</c> and <c>depends_on</c>, in order.</summary>
    /// <param name="isList">Whether <paramref name="json"/> is itself such a list.</param>
    private static List<string> References(ReadOnlySpan<byte> json, bool isList = false)
    {
        var references = new List<string>();
        if (json.IsEmpty) return references;
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        var listDepth = isList ? 0 : -1; // the depth of the array that is being read; -1 outside of one
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && listDepth < 0)
            {
                if (reader.ValueTextEquals("references"u8) || reader.ValueTextEquals("depends_on"u8))
                    listDepth = reader.CurrentDepth;
            }
            else if (reader.TokenType == JsonTokenType.String && listDepth >= 0) references.Add(reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == listDepth) listDepth = -1;
        }

        return references;
    }
}
