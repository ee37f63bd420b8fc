using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Registry;

/// <summary>Reads a state as <c>terraform show -json</c> prints it.</summary>
internal static class ShownState
{
    public static StateResources Read(JsonElement root)
    {
        var version = StateValues.Text(root, "terraform_version");
        if (StateValues.Object(root, "values") is not { } values) return new([], IsEmpty: true);
        var secrets = new DocumentSecrets();
        StateOutputs.AddSecrets(StateValues.Object(values, "outputs"), secrets);
        var objects = new List<StateObject>();
        if (StateValues.Object(values, "root_module") is { } module) Read(module, objects);
        foreach (var one in objects) one.AddSecrets(secrets);
        return ResourceFields.Choose(objects, secrets, version);
    }

    private static void Read(JsonElement module, List<StateObject> into)
    {
        var path = StateValues.Text(module, "address");
        foreach (var resource in StateValues.Objects(StateValues.Array(module, "resources")))
            into.Add(Object(resource, path));
        foreach (var child in StateValues.Objects(StateValues.Array(module, "child_modules"))) Read(child, into);
    }

    private static StateObject Object(JsonElement resource, string? module)
    {
        var state = new StateResource(
            StateValues.Required(resource, "address"), StateValues.Required(resource, "type"),
            StateValues.Text(resource, "provider_name") ?? "")
        {
            Module = module,
            Deposed = StateValues.Text(resource, "deposed_key"),
            IsTainted = resource.TryGetProperty("tainted", out var tainted) && tainted.ValueKind == JsonValueKind.True,
        };
        return new(state, StateValues.Object(resource, "values"), StateValues.Object(resource, "identity"))
        {
            IsManaged = StateValues.Text(resource, "mode") == "managed",
            Sensitive = SensitiveValues.OfTree(
                resource.TryGetProperty("sensitive_values", out var marks) ? marks : null),
        };
    }
}
