using System.Globalization;
using System.Text;
using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Registry;

/// <summary>Reads a state file of version 4.</summary>
internal static class StateFile
{
    public static StateResources Read(JsonElement root)
    {
        var secrets = new DocumentSecrets();
        StateOutputs.AddSecrets(StateValues.Object(root, "outputs"), secrets);
        var objects = new List<StateObject>();
        foreach (var resource in StateValues.Objects(StateValues.Array(root, "resources")))
        {
            foreach (var instance in StateValues.Objects(StateValues.Array(resource, "instances")))
                objects.Add(Object(resource, instance));
        }

        foreach (var one in objects) one.AddSecrets(secrets);
        return ResourceFields.Choose(objects, secrets, StateValues.Text(root, "terraform_version"));
    }

    private static StateObject Object(JsonElement resource, JsonElement instance)
    {
        var (type, module) = (StateValues.Required(resource, "type"), StateValues.Text(resource, "module"));
        var block = $"{(module is null ? "" : $"{module}.")}{type}.{StateValues.Required(resource, "name")}";
        var provider = Provider(StateValues.Required(resource, "provider"));
        var state = new StateResource($"{block}{Key(instance)}", type, provider)
        {
            Module = module,
            Deposed = StateValues.Text(instance, "deposed"),
            IsTainted = StateValues.Text(instance, "status") == "tainted",
        };
        return new(state, StateValues.Object(instance, "attributes") ?? StateValues.Object(instance, "attributes_flat"),
            StateValues.Object(instance, "identity"))
        {
            IsManaged = StateValues.Text(resource, "mode") == "managed",
            Sensitive = SensitiveValues.OfPaths(
                instance.TryGetProperty("sensitive_attributes", out var paths) && paths.ValueKind != JsonValueKind.Null
                    ? paths : null),
        };
    }

    private static string Key(JsonElement instance)
    {
        if (!instance.TryGetProperty("index_key", out var key)) return "";
        return key.ValueKind switch
        {
            JsonValueKind.Number => $"[{key.GetRawText()}]",
            JsonValueKind.String => $"[{Quoted(key.GetString()!)}]",
            _ => "",
        };
    }

    /// <summary>The key as Terraform writes it in an address.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            switch (text[i])
            {
                case '"' or '\\': quoted.Append('\\').Append(text[i]); break;
                case '\n': quoted.Append("\\n"); break;
                case '\r': quoted.Append("\\r"); break;
                case '\t': quoted.Append("\\t"); break;
                case '$' or '%' when next == '{': quoted.Append(text[i], 2); break;
                case < ' ': quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}"); break;
                default: quoted.Append(text[i]); break;
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// The provider in <c>provider.aws</c>, <c>provider.aws.alias</c>, <c>provider["SOURCE"].alias</c> or any of these
    /// after the address of a module.
    /// </summary>
    private static string Provider(string text)
    {
        const string Word = "provider";
        var start = text.StartsWith(Word, StringComparison.Ordinal) ? 0
            : text.LastIndexOf($".{Word}", StringComparison.Ordinal) + 1;
        var rest = text[Math.Min(text.Length, start + Word.Length)..];
        if (rest.StartsWith("[\"", StringComparison.Ordinal)
            && rest.IndexOf("\"]", StringComparison.Ordinal) is > 0 and var end)
            return rest[2..end];
        return rest.TrimStart('.').Split('.')[0].Trim();
    }
}

/// <summary>The outputs of a state.</summary>
internal static class StateOutputs
{
    /// <summary>Adds the values of sensitive outputs, and of those with the name of a secret.</summary>
    public static void AddSecrets(JsonElement? outputs, DocumentSecrets secrets)
    {
        if (outputs is not { } all) return;
        foreach (var output in all.EnumerateObject())
        {
            var isSensitive = output.Value.ValueKind != JsonValueKind.Object
                || output.Value.TryGetProperty("sensitive", out var sensitive)
                && sensitive.ValueKind == JsonValueKind.True
                || DocumentSecrets.IsSecret("", output.Name);
            if (!isSensitive) continue;
            StateValues.AddAll(
                output.Value.ValueKind == JsonValueKind.Object && output.Value.TryGetProperty("value", out var value)
                    ? value : output.Value, secrets);
        }
    }
}
