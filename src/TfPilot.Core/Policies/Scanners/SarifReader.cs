using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Reads SARIF 2.1.0 of any scanner, as Trivy, Checkov and tflint write it. It is a foreign document: what this version does not know is passed
/// over. A scanner that says it did not finish is a problem, for what it did not find proves nothing.
/// </summary>
public static class SarifReader
{
    private const int MaxResults = 25_000;
    private const string HowTo = "Make it with `trivy config --format sarif`, `checkov --output sarif` or `tflint --format sarif`.";

    /// <param name="path">What messages call the file.</param>
    /// <param name="bytes">UTF-8 or UTF-16, which PowerShell writes.</param>
    public static Validated<ScannerReport> Read(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8Source.All(bytes));
            return Read(path, document.RootElement);
        }
        catch (ForeignFormatException e)
        {
            return new Problem(path, $"{path} is not what SARIF looks like: {VisibleText.Of(e.Message)}. {HowTo}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Escaped text that is no Unicode is an InvalidOperationException of the JSON reader. Either message may quote the document.
            var line = e is JsonException { LineNumber: { } number } ? $" near line {number + 1}" : "";
            return new Problem(path, $"{path} is not valid JSON{line}. {HowTo}");
        }
    }

    private static Validated<ScannerReport> Read(string path, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return new Problem(path, $"{path} holds no JSON object. {HowTo}");
        var root = new ForeignNode(element, "");
        if (!root.Has("runs")) return new Problem(path, $"{path} is JSON but no SARIF: it has no runs. {HowTo}");
        if (!root.Text("version").StartsWith("2.", StringComparison.Ordinal)) return new Problem(path, $"{path} has another version of SARIF than 2.1.0. {HowTo}");
        var runs = root.Objects("runs").Select(run => new SarifRun(run)).ToList();
        if (runs.Select(run => run.Failure).OfType<string>().FirstOrDefault() is { } failure) return new Problem(path, $"{path} is incomplete: {VisibleText.Of(failure)}. Mend what kept the scanner from finishing and run it again.");
        var results = runs.SelectMany(run => run.Results).Take(MaxResults + 1).ToList();
        return results.Count <= MaxResults ? new ScannerReport(results)
            : new Problem(path, $"{path} holds more than {MaxResults} results, and nobody reads so many. Let the scanner look at less, or only at what is grave.");
    }
}
