using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Reads SARIF 2.1.0 of any scanner, such as Trivy, Checkov and tflint. Unknown parts are ignored because the format is
/// not ours. An unfinished scan is an error, because missing results prove nothing.
/// </summary>
public static class SarifReader
{
    private const int MaxResults = 25_000;
    private const string HowTo =
        "Create it with `trivy config --format sarif`, `checkov --output sarif` or `tflint --format sarif`.";

    /// <param name="path">The file's name in messages.</param>
    /// <param name="bytes">UTF-8, or UTF-16 as written by PowerShell.</param>
    public static Validated<ScannerReport> Read(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8Source.All(bytes));
            return Read(path, document.RootElement);
        }
        catch (ForeignFormatException e)
        {
            return new Problem(path, $"{path} is not valid SARIF: {VisibleText.Of(e.Message)}. {HowTo}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid Unicode escapes throw InvalidOperationException in the JSON reader. Exception messages may quote
            // the document, so they are not shown.
            var line = e is JsonException { LineNumber: { } number } ? $" near line {number + 1}" : "";
            return new Problem(path, $"{path} is not valid JSON{line}. {HowTo}");
        }
    }

    private static Validated<ScannerReport> Read(string path, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return new Problem(path, $"{path} is not a JSON object. {HowTo}");
        var root = new ForeignNode(element, "");
        if (!root.Has("runs")) return new Problem(path, $"{path} is JSON but not SARIF: it has no runs. {HowTo}");
        if (!root.Text("version").StartsWith("2.", StringComparison.Ordinal))
            return new Problem(path, $"{path} has a SARIF version other than 2.1.0. {HowTo}");
        var runs = root.Objects("runs").Select(run => new SarifRun(run)).ToList();
        if (runs.Select(run => run.Failure).OfType<string>().FirstOrDefault() is { } failure)
            return new Problem(
                path, $"{path} is incomplete: {VisibleText.Of(failure)}. Fix the scanner's error and run it again.");
        var results = runs.SelectMany(run => run.Results).Take(MaxResults + 1).ToList();
        return results.Count <= MaxResults ? new ScannerReport(results)
            : new Problem(path,
                $"{path} has more than {MaxResults} results. Limit the scanner to fewer files or to severe results.");
    }
}
