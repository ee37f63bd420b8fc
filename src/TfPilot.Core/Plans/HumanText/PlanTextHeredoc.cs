using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// A text of several lines, which Terraform prints line by line, each with the symbol of its change. The text before
/// and the text after are searched as wholes, because a secret may span lines.
/// </summary>
internal sealed class PlanTextHeredoc
{
    /// <summary>The columns from the name of the attribute to the symbols of its lines, and to their text.</summary>
    private const int ToSymbol = 2;
    private const int ToText = 4;

    private readonly IReadOnlyList<string> lines;
    private readonly int start;
    private readonly List<Range>[] places;

    private bool isSecret;
    private bool isWithoutSecret;

    private PlanTextHeredoc(IReadOnlyList<string> lines, int column)
    {
        (this.lines, start) = (lines, column + ToText);
        places = [.. lines.Select(_ => new List<Range>())];
    }

    /// <param name="lines">The lines between the first and the last line of the value.</param>
    /// <param name="column">The column of the attribute's name.</param>
    /// <param name="mustHold">Whether a secret is known to be there. Both sides are masked if it is not found in each
    /// of them, because Terraform removes the white space around a text.</param>
    public static IReadOnlyList<string> Mask(
        IReadOnlyList<string> lines, int column, SecretPlaces secrets, string? name, bool mustHold)
    {
        var text = new PlanTextHeredoc(lines, column);
        var all = $"{new string(' ', text.start)}{MaskedText.Word}";
        if (!lines.All(text.IsIndented)) return [all];
        text.Search('-', secrets, name);
        text.Search('+', secrets, name);
        text.HideBlocks();
        if (text.isSecret || (mustHold && text.isWithoutSecret)) return [all];
        return [.. lines.Select((line, i) => line.Length <= text.start ? line : line[..text.start]
            + MaskedText.Of(line[text.start..], MaskedText.Joined(text.places[i])))];
    }

    private bool IsIndented(string line)
    {
        for (var i = 0; i < Math.Min(start, line.Length); i++)
        {
            if (line[i] != ' ' && !(i == start - ToText + ToSymbol && line[i] is '+' or '-')) return false;
        }

        return true;
    }

    private char SymbolOf(string line) => line.Length < start ? ' ' : line[start - ToText + ToSymbol];

    private string TextOf(string line) => line.Length <= start ? "" : line[start..];

    /// <summary>Searches one side: its own lines and the unchanged ones.</summary>
    private void Search(char side, SecretPlaces secrets, string? name)
    {
        var own = Enumerable.Range(0, lines.Count).Where(i => SymbolOf(lines[i]) is ' ' || SymbolOf(lines[i]) == side)
            .ToList();
        // The last line break is part of the text but not printed.
        var whole = string.Concat(own.Select(i => TextOf(lines[i]) + "\n"));
        isSecret |= secrets.ShortValuesOf(name).Any(value => whole.TrimEnd('\n') == value.TrimEnd('\n'));
        isWithoutSecret |= secrets.FindKnown(whole).Count == 0;
        var found = secrets.Find(whole);
        var (at, next) = (0, 0);
        foreach (var i in own)
        {
            var end = at + TextOf(lines[i]).Length;
            while (next < found.Count && found[next].End.Value <= at) next++;
            for (var k = next; k < found.Count && found[k].Start.Value < end; k++)
                places[i].Add((Math.Max(found[k].Start.Value, at) - at)..(Math.Min(found[k].End.Value, end) - at));
            at = end + 1;
        }
    }

    /// <summary>
    /// Hides the deeper lines, or the list, below a line that ends in a secret name: <c>password: |</c>.
    /// </summary>
    private void HideBlocks()
    {
        int? outer = null;
        for (var i = 0; i < lines.Count; i++)
        {
            WorkBudget.Spend();
            var text = TextOf(lines[i]);
            var indent = text.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (indent < 0) continue;
            if (outer is { } column && (indent > column || (indent == column && text[indent] == '-')))
                places[i].Add(indent..text.Length);
            else outer = OpensSecret(text.AsSpan(indent)) ? indent : null;
        }
    }

    private static bool OpensSecret(ReadOnlySpan<char> text)
    {
        var value = text.TrimEnd().TrimEnd("|>+-[{(0123456789").TrimEnd();
        if (value.IsEmpty || value[^1] is not (':' or '=')) return false;
        var name = value[..^1].TrimEnd().Trim("\"'");
        return SecretNames.IsSecret(name[(name.LastIndexOfAny(" \t\"'") + 1)..].ToString());
    }
}
