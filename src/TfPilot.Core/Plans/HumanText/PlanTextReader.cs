using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads the output of <c>terraform show -no-color PLANFILE</c> and redacts it by the plan that was read from the JSON
/// of the same file. What cannot be redacted with certainty is left out.
/// </summary>
public static partial class PlanTextReader
{
    /// <summary>The maximum size in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Longer lines are truncated.</summary>
    private const int MaxColumns = 400;

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="utf8">The text; more than <see cref="MaxBytes"/> need not be read.</param>
    /// <param name="plan">The plan with its secrets, so not one that was read from facts.</param>
    public static RedactedText Read(ReadOnlySpan<byte> utf8, Plan plan)
    {
        if (utf8.Length > MaxBytes) return new RedactedText.LeftOut("it is larger than 1 MB");
        if (Decode(utf8) is not { } text) return new RedactedText.LeftOut("it is not UTF-8");
        var lines = WithoutDiagnostics(Escapes().Replace(text, "").Split('\n').Select(line => line.TrimEnd('\r')));
        return PlanTextMatch.Fits(lines, plan) && PlanTextMasking.Mask(lines, plan) is { } masked
            ? RedactedText.Of(Visible(string.Join('\n', masked), plan.Secrets))
            : new RedactedText.LeftOut("it does not show the same plan as the JSON");
    }

    private static string? Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var mark = Encoding.UTF8.Preamble;
            return Strict.GetString(utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// Warnings and errors quote sources and values, broken into lines anywhere, so they are removed.
    /// </summary>
    private static List<string> WithoutDiagnostics(IEnumerable<string> lines) =>
        [.. lines.Where(line => line is not ['╷' or '│' or '╵', ..])];

    /// <summary>Searches once more, across lines and in headings and comments.</summary>
    private static List<string> Visible(string text, Secrets secrets) =>
        [.. secrets.MaskWithin(text).Trim('\n').Split('\n')
            .Select(line => TextColumns.Truncate(VisibleText.Of(line), MaxColumns))];

    [GeneratedRegex(@"\u001b\[[0-?]*[ -/]*[@-~]", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Escapes();
}
