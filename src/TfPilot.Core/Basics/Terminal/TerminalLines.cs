using System.Text;

namespace TfPilot.Core.Basics;

/// <summary>Colored lines, limited to the terminal's width.</summary>
internal sealed class TerminalLines(TerminalStyle style)
{
    private const int Narrow = 24;
    private readonly StringBuilder text = new();

    public int Columns => style.Columns;

    public void Blank() => text.Append('\n');

    public void Add(int indent, params ReadOnlySpan<(Ink Ink, string Text)> pieces)
    {
        text.Append(' ', indent);
        var left = Columns - indent;
        var line = new StringBuilder();
        foreach (var (ink, piece) in pieces)
        {
            var cut = TextColumns.Truncate(VisibleText.Of(piece), left);
            left -= TextColumns.Of(cut);
            line.Append(style.Paint(ink, cut));
            if (left <= 0) break;
        }

        text.Append(line.ToString().TrimEnd(' ')).Append('\n');
    }

    /// <summary>Our own sentences are wrapped at words instead of truncated.</summary>
    public void Wrap(int indent, Ink ink, string sentence)
    {
        foreach (var line in Wrapped(sentence, Columns - indent)) Add(indent, (ink, line));
    }

    /// <summary>
    /// A sentence after a label, wrapped in the column after the label, or below it when that column is narrow.
    /// </summary>
    public void AppendHanging(int indent, Ink ink, string label, string sentence)
    {
        if (Columns - indent - label.Length < Narrow)
        {
            Add(indent, (ink, label.TrimEnd()));
            Wrap(indent + 2, Ink.None, sentence);
            return;
        }

        var shown = label;
        foreach (var line in Wrapped(sentence, Columns - indent - label.Length))
        {
            Add(indent, (ink, shown), (Ink.None, line));
            shown = new string(' ', label.Length);
        }
    }

    private static IEnumerable<string> Wrapped(string sentence, int room)
    {
        var line = "";
        foreach (var word in VisibleText.Of(sentence).Split(' '))
        {
            if (line.Length > 0 && TextColumns.Of(line) + 1 + TextColumns.Of(word) > room)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    public override string ToString() => text.ToString();
}
