using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace TfPilot.Core.Tests.Risks;

/// <summary>Plans and changes with defaults, so that tests set only the values that matter to them.</summary>
internal static class Given
{
    public const string Unknown = """{"$":"unknown"}""";
    public const string Sensitive = """{"$":"sensitive"}""";
    public const string SensitiveChanged = """{"$":"sensitive-changed"}""";
    public const string Masked = """{"$":"masked"}""";

    /// <param name="actions">The actions of the plan, such as <c>delete,create</c>.</param>
    /// <param name="before">The attributes before, as JSON with keys in any order; by default none where the actions
    /// imply that there is no object.</param>
    public static ResourceChange Change(
        string actions = "update", string type = "null_resource", string? address = null, string? before = null,
        string? after = null,
        string? reason = null, string? deposed = null, bool import = false, string? from = null, bool data = false,
        string[]? replacing = null)
    {
        string[] words = actions.Split(',');
        return new()
        {
            Address = new(address ?? $"{type}.a"),
            PreviousAddress = from is null ? null : new ResourceAddress(from),
            IsData = data,
            Type = type,
            Action = PlanActions.Of(words),
            Actions = words,
            Reason = reason,
            Deposed = deposed,
            Importing = import ? new PlanValue.Text("id-1") : null,
            ReplacePaths = replacing ?? [],
            Before = Json(before ?? (words is ["create"] or ["read"] ? "null" : "{}")),
            After = Json(after ?? (words is ["delete"] or ["forget"] ? "null" : "{}")),
        };
    }

    public static Plan Plan(params ResourceChange[] changes) => new() { FormatVersion = "1.2", Changes = changes };

    public static DependencyGraph Graph(params (string Block, string[] Dependants)[] edges) =>
        new(edges.ToDictionary(edge => edge.Block, edge => (IReadOnlyList<string>)edge.Dependants), hidden: false);

    public static Risk Assess(Plan plan, double weight = 1) =>
        RiskRules.Assess(plan, new RiskSettings(null, weight, StatefulTypes.BuiltIn));

    public static Risk Assess(params ResourceChange[] changes) => Assess(Plan(changes));

    /// <summary>Factors such as <c>data-loss 40 at aws_db_instance.a: stateful</c>, only those with this id.</summary>
    public static string[] Factors(this Risk risk, string id) =>
        [.. risk.Factors.Where(factor => factor.Id == id).Select(Words)];

    public static string Words(this RiskFactor factor) =>
        $"{factor.Id} {factor.Points}{(factor.Address is { } address ? $" at {address}" : "")}: {factor.Evidence}";

    public static RedactedJson Json(string json) =>
        RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(Sorted(JsonNode.Parse(json))?.ToJsonString(Plain) ?? "null"));

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map =>
            new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
