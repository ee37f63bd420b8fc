using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>Reads JSON that a provider stores in a text, as <c>jsonencode</c> writes it.</summary>
internal static class JsonText
{
    public static bool IsObjectOrList(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>The value; null when the text is not JSON.</summary>
    public static PlanValue? Read(string text)
    {
        try
        {
            return Read(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Does not interpret markers, which such a text cannot contain.</summary>
    private static PlanValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadMap(json),
        JsonValueKind.Array => new PlanValue.List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.String => new PlanValue.Text(json.GetString()!),
        JsonValueKind.Number => new PlanValue.Number(json.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new PlanValue.Boolean(json.GetBoolean()),
        _ => PlanValue.Null.Value,
    };

    /// <summary>Of equal names the last one counts, as for the providers' own readers.</summary>
    private static PlanValue.Map ReadMap(JsonElement json)
    {
        var entries = new SortedDictionary<string, PlanValue>(StringComparer.Ordinal);
        foreach (var part in json.EnumerateObject()) entries[part.Name] = Read(part.Value);
        return new PlanValue.Map([.. entries]);
    }
}
