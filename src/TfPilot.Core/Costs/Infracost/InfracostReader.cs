using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Costs;

/// <summary>
/// Reads Infracost's JSON: that of v0.10 (<c>"version": "0.2"</c>) and that of CLI v2, distinguished by their keys.
/// Unknown keys are ignored because the format is not ours.
/// </summary>
public static class InfracostReader
{
    private const string HowTo =
        "Write it with `infracost breakdown --format json` or `infracost diff --format json` (v0.10) or `infracost " +
        "scan --json` (v2).";

    /// <param name="name">The input's name in messages, such as a file name.</param>
    /// <param name="bytes">UTF-8, or UTF-16 as written by PowerShell.</param>
    public static Validated<CostEstimate> Read(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(
                Utf8Source.All(bytes), new() { CommentHandling = JsonCommentHandling.Disallow });
            return Read(name, document.RootElement);
        }
        catch (ForeignFormatException e)
        {
            return new Problem(name, $"{name} is not valid Infracost output: {e.Message}. {HowTo}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid Unicode escapes throw InvalidOperationException in the JSON reader. Exception messages may quote
            // the document, so they are not shown.
            var line = e is JsonException { LineNumber: { } number } ? $" near line {number + 1}" : "";
            return new Problem(name, $"{name} is not valid JSON{line}. {HowTo}");
        }
    }

    private static Validated<CostEstimate> Read(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return new Problem(name, $"{name} is not a JSON object. {HowTo}");
        var root = new ForeignNode(element, "");
        if (ReasonForNoEstimate(root) is { } why) return new Problem(name, $"{name} {why}");
        var estimate = root.Has("version") ? InfracostClassic.Read(root) : InfracostScan.Read(root);
        return IsCurrency(estimate.Currency) ? estimate
            : new Problem(name, $"{name} has a currency that is not an ISO 4217 code such as USD. {HowTo}");
    }

    private static string? ReasonForNoEstimate(ForeignNode root) => root switch
    {
        _ when root.Has("format_version") => $"is a Terraform plan, not a cost estimate. {HowTo}",
        _ when !root.Has("projects") => $"is JSON but not an Infracost estimate: it has no projects. {HowTo}",
        _ when root.Has("version") && root.Text("version") != "0.2" =>
            $"has an unsupported version of Infracost's format; \"0.2\" is supported. {HowTo}",
        _ when !root.Has("version") && !root.Has("currency") =>
            $"is JSON but not an Infracost estimate: it has no currency. {HowTo}",
        _ => null,
    };

    private static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
