using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Costs;

/// <summary>
/// Reads Infracost's JSON: that of v0.10 (<c>"version": "0.2"</c>) and that of CLI v2, told apart by their keys. It is a foreign document:
/// keys this version does not know are passed over.
/// </summary>
public static class InfracostReader
{
    private const string HowTo = "Write it with `infracost breakdown --format json` or `infracost diff --format json` (v0.10) or `infracost scan --json` (v2).";

    /// <param name="name">What messages call the input, as a file name.</param>
    /// <param name="bytes">UTF-8 or UTF-16, which PowerShell writes.</param>
    public static Validated<CostEstimate> Read(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8Source.All(bytes), new() { CommentHandling = JsonCommentHandling.Disallow });
            return Read(name, document.RootElement);
        }
        catch (ForeignFormatException e)
        {
            return new Problem(name, $"{name} is not what Infracost writes: {e.Message}. {HowTo}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Escaped text that is no Unicode is an InvalidOperationException of the JSON reader. Either message may quote the document.
            var line = e is JsonException { LineNumber: { } number } ? $" near line {number + 1}" : "";
            return new Problem(name, $"{name} is not valid JSON{line}. {HowTo}");
        }
    }

    private static Validated<CostEstimate> Read(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return new Problem(name, $"{name} holds no JSON object. {HowTo}");
        var root = new ForeignNode(element, "");
        if (WhyNoEstimate(root) is { } why) return new Problem(name, $"{name} {why}");
        var estimate = root.Has("version") ? InfracostClassic.Read(root) : InfracostScan.Read(root);
        return IsCurrency(estimate.Currency) ? estimate : new Problem(name, $"{name} has a currency that is no ISO 4217 code such as USD. {HowTo}");
    }

    private static string? WhyNoEstimate(ForeignNode root) => root switch
    {
        _ when root.Has("format_version") => $"is a Terraform plan, not an estimate of it. {HowTo}",
        _ when !root.Has("projects") => $"is JSON but no Infracost estimate: it has no projects. {HowTo}",
        _ when root.Has("version") && root.Text("version") != "0.2" => $"has a version of Infracost's format that is not supported: \"0.2\" is. {HowTo}",
        _ when !root.Has("version") && !root.Has("currency") => $"is JSON but no Infracost estimate: it has no currency. {HowTo}",
        _ => null,
    };

    private static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
