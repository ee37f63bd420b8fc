using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// A plan as Terraform prints it, redacted and limited in length; or the reason why it is left out. It is only shown:
/// no decision depends on it.
/// </summary>
public abstract record RedactedText
{
    /// <summary>The maximum length in bytes of UTF-8, so that the texts of many plans stay small.</summary>
    public const int MaxBytes = 20_000;

    private RedactedText() { }

    /// <summary>The first whole lines that fit.</summary>
    public static Shown Of(IReadOnlyList<string> lines)
    {
        var (bytes, fitting) = (0, 0);
        while (fitting < lines.Count && (bytes += Encoding.UTF8.GetByteCount(lines[fitting]) + 1) <= MaxBytes)
            fitting++;
        return new(string.Join('\n', lines.Take(fitting)), lines.Count - fitting);
    }

    /// <param name="Text">Lines that are safe to display, separated by <c>\n</c>.</param>
    /// <param name="MoreLines">The number of lines after them.</param>
    public sealed record Shown(string Text, int MoreLines) : RedactedText;

    /// <param name="Reason">The end of a sentence: "The plan text is left out because …".</param>
    public sealed record LeftOut(string Reason) : RedactedText;
}
