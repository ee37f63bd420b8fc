using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Gates;

/// <summary>The gate's answer as JSON, <c>tfpilot.gate/1</c>.</summary>
public static class GateAnswerJson
{
    public const string Schema = "tfpilot.gate/1";

    /// <summary>The limit of deviations in one answer; more are counted.</summary>
    private const int MaxDeviations = 100;

    public static JsonObject Write(GateFacts facts, GateAnswer answer) => new()
    {
        ["schema"] = Schema,
        ["answer"] = answer.IsGo ? "go" : "no",
        ["nothing"] = answer.IsNothing,
        ["environment"] = facts.Known?.Name ?? facts.Environment,
        ["project"] = facts.Project,
        ["pull"] = facts.Change?.Pull,
        ["fingerprint"] = facts.Fresh?.Review.Fingerprint,
        ["reasons"] = new JsonArray([.. answer.Reasons.Select(reason => (JsonNode)new JsonObject
        {
            ["rule"] = reason.Rule,
            ["message"] = reason.Sentence,
        })]),
        ["deviations"] = new JsonArray([.. answer.Deviations.Take(MaxDeviations).Select(Write)]),
        ["more_deviations"] = Math.Max(0, answer.Deviations.Count - MaxDeviations),
    };

    private static JsonNode Write(PlanDeviation deviation) => new JsonObject
    {
        ["address"] = deviation.Address,
        ["attribute"] = deviation.Attribute,
        ["approved"] = deviation.Approved,
        ["fresh"] = deviation.Fresh,
    };

    /// <summary>Reads an answer of the App; the texts may be printed.</summary>
    public static GateAnswer? TryRead(JsonNode? json)
    {
        if (json is not JsonObject answer || Text(answer, "schema") != Schema
            || answer["reasons"] is not JsonArray reasons) return null;
        var read = new GateAnswer(
            Text(answer, "nothing") == "true",
            [.. reasons.Select(reason => new GateReason(Visible(reason, "rule"), Visible(reason, "message")))],
            [.. (answer["deviations"] as JsonArray ?? []).Select(deviation => new PlanDeviation(
                Text(deviation, "address") is { } address ? VisibleText.Of(address) : null,
                Text(deviation, "attribute") is { } attribute ? VisibleText.Of(attribute) : null,
                Visible(deviation, "approved"), Visible(deviation, "fresh")))]);
        // An answer that contradicts itself is not understood, and so is no permission.
        return read.IsGo == (Text(answer, "answer") == "go") ? read : null;
    }

    private static string Visible(JsonNode? node, string name) => VisibleText.Of(Text(node, name) ?? "");

    private static string? Text(JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue value
        ? value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
            System.Text.Json.JsonValueKind.True => "true",
            System.Text.Json.JsonValueKind.False => "false",
            _ => null,
        } : null;
}
