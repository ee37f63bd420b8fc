using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// The value part of a line: quoted strings, numbers, Terraform's own words, and the openings of longer values.
/// </summary>
internal sealed partial class PlanTextValue
{
    private readonly List<(string Text, bool IsQuoted)> pieces = [];

    public PlanTextValue(string text)
    {
        var (copied, at) = (0, 0);
        while ((at = text.IndexOf('"', copied)) >= 0)
        {
            pieces.Add((text[copied..at], false));
            var end = QuotedText.EndOf(text, at) is > 0 and var closing ? closing : text.Length;
            pieces.Add((text[at..end], true));
            copied = end;
        }

        pieces.Add((text[copied..], false));
    }

    /// <summary>Whether the value continues as a text of several lines.</summary>
    public bool OpensText => Heredoc().IsMatch(pieces[^1].Text);

    /// <summary>Whether the value continues as decoded JSON.</summary>
    public bool OpensJson => pieces[^1].Text.Contains("jsonencode(", StringComparison.Ordinal);

    /// <summary>Whether anything is shown besides words of Terraform, such as <c>(sensitive value)</c>.</summary>
    public bool ShowsAny => pieces.Exists(piece => piece.IsQuoted || !OwnWords().IsMatch(piece.Text));

    /// <summary>The same, and more than references to where a secret is stored.</summary>
    public bool ShowsSecret => pieces.Exists(piece => piece.IsQuoted
        ? Decoded(piece.Text) is not { } text || !SecretNames.IsReference(text) : !OwnWords().IsMatch(piece.Text));

    /// <summary>The comment that the change forces a replacement, which stays when the value is masked.</summary>
    public string Suffix => pieces[^1].Text.EndsWith(Replacement, StringComparison.Ordinal) ? Replacement : "";

    private const string Replacement = " # forces replacement";

    /// <param name="name">The attribute whose value, or whose element, this is.</param>
    /// <param name="hidesNumbers">Whether the numbers are, or may be, secrets.</param>
    public string Masked(SecretPlaces secrets, string? name, bool hidesNumbers)
    {
        var masked = new StringBuilder();
        var shortValues = secrets.ShortValuesOf(name);
        foreach (var (text, isQuoted) in pieces)
        {
            masked.Append(isQuoted ? MaskedString(text, secrets, shortValues)
                : Numbers().Replace(text, number => hidesNumbers || shortValues.Contains(number.Value)
                    ? MaskedText.Word : number.Value));
        }

        return masked.ToString();
    }

    private static string MaskedString(string quoted, SecretPlaces secrets, IReadOnlySet<string> shortValues)
    {
        if (Decoded(quoted) is not { } text || shortValues.Contains(text)) return MaskedText.Word;
        var masked = secrets.Mask(text);
        return masked == text ? quoted : masked == MaskedText.Word ? masked : QuotedText.Encode(masked);
    }

    private static string? Decoded(string quoted) =>
        quoted.Length > 1 && quoted[^1] == '"' ? QuotedText.Decode(quoted) : null;

    [GeneratedRegex("<<[-~]EOT(?: # forces replacement)?$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Heredoc();

    [GeneratedRegex(
        @"^(?:\s|->|null|true|false|,|\[\]|\{\}|\((?:known after apply|sensitive value|sensitive)\)"
        + "|# forces replacement)*$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex OwnWords();

    [GeneratedRegex(@"(?<![\w.])-?\d[\d.eE+-]*", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Numbers();
}
