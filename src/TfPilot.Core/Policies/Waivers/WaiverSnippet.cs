using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>The waiver that would take findings away, as YAML for the list of waivers; its reason is left for a person to write.</summary>
public static class WaiverSnippet
{
    private const int Days = 90;

    /// <param name="longest">How far ahead waivers may end.</param>
    public static string Of(Finding finding, string? environment, DateOnly today, TimeSpan longest) => Of([finding], environment, today, longest);

    /// <param name="findings">Of one rule, at least one.</param>
    /// <param name="longest">How far ahead waivers may end.</param>
    public static string Of(IReadOnlyList<Finding> findings, string? environment, DateOnly today, TimeSpan longest)
    {
        var until = today.AddDays(Math.Min(Days, (int)longest.TotalDays)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.Join('\n', (IEnumerable<string>)
        [
            $"- rule: {findings[0].Rule}",
            $"  match: [{string.Join(", ", findings.Select(finding => Quoted(finding.Address is { } address ? Glob.Exactly(address.Text).Pattern : "*")))}]",
            .. environment is null ? Array.Empty<string>() : [$"  in: [{Quoted(environment)}]"],
            $"  until: {until}",
            "  reason: \"\"",
            "",
        ]);
    }

    /// <summary>A JSON text is a YAML text. What a fence would have to break is written as its number, so that what is pasted says the same.</summary>
    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Replace("<", "\\u003c", StringComparison.Ordinal)}\"";
}
