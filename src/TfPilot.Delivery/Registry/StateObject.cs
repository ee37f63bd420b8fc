using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Registry;

/// <summary>One instance of a state, before its fields are chosen.</summary>
/// <param name="Values">Its attributes; members are nested, or flat as in <c>tags.Name</c>.</param>
internal sealed record StateObject(StateResource Resource, JsonElement? Values, JsonElement? Identity)
{
    /// <summary>False for a data source, which is no resource of the project.</summary>
    public bool IsManaged { get; init; }

    public SensitiveValues Sensitive { get; init; } = SensitiveValues.None;

    /// <summary>Adds what must not leave the reader.</summary>
    public void AddSecrets(DocumentSecrets secrets)
    {
        if (Values is { } values) Add(values, Sensitive, secrets);
    }

    private void Add(JsonElement value, SensitiveValues sensitive, DocumentSecrets secrets)
    {
        if (sensitive.IsWhole)
        {
            StateValues.AddAll(value, secrets);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                var name = member.Name[(member.Name.LastIndexOf('.') + 1)..]; // Flat attributes have dotted names.
                Add(member.Value, DocumentSecrets.IsSecret(Resource.Type, name) ? SensitiveValues.All
                    : sensitive.Under(member.Name), secrets);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var element in value.EnumerateArray()) Add(element, sensitive.Under($"{index++}"), secrets);
        }
    }
}
