using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>Generates a waiver for findings as YAML; a person has to fill in the reason.</summary>
public static class WaiverSnippet
{
    private const int Days = 90;

    /// <param name="longest">The maximum duration of a waiver.</param>
    public static string Of(Finding finding, string? environment, DateOnly today, TimeSpan longest) =>
        Of([finding], environment, today, longest);

    /// <param name="findings">Findings of one rule; at least one.</param>
    /// <param name="longest">The maximum duration of a waiver.</param>
    public static string Of(IReadOnlyList<Finding> findings, string? environment, DateOnly today, TimeSpan longest)
    {
        var until = today.AddDays(Math.Min(Days, (int)longest.TotalDays))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.Join('\n', (IEnumerable<string>)
        [
            $"- rule: {findings[0].Rule}",
            $"  match: [{string.Join(", ", findings.Select(finding => Quoted(PatternOf(finding))))}]",
            .. environment is null ? Array.Empty<string>() : [$"  in: [{Quoted(environment)}]"],
            $"  until: {until}",
            "  reason: \"\"",
            "",
        ]);
    }

    private static string PatternOf(Finding finding) =>
        finding.Address is { } address ? Glob.Exactly(address.Text).Pattern : "*";

    /// <summary>
    /// JSON strings are valid YAML. Characters that would be altered inside a fence are escaped, so that the pasted
    /// text has the same meaning.
    /// </summary>
    private static string Quoted(string text)
    {
        var escaped = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        return $"\"{escaped.Replace("<", "\\u003c", StringComparison.Ordinal)}\"";
    }
}
