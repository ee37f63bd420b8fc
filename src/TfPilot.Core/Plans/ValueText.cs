using System.Diagnostics;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// A plan value on one line, such as <c>"14.9"</c>, <c>["a", "b"]</c> or <c>(known after apply)</c>, truncated when
/// long.
/// </summary>
internal static class ValueText
{
    /// <summary>The length of the common start shown before the first difference of two long texts.</summary>
    private const int Lead = 12;

    public static string Of(PlanValue? value, int columns)
    {
        var text = new StringBuilder();
        Write(value, text, 4 * columns);
        return Shown(text.ToString(), columns);
    }

    /// <summary>Like <see cref="Of"/>, but text without quotes, for use in a sentence.</summary>
    public static string Bare(PlanValue? value, int columns) =>
        value is PlanValue.Text text ? Shown(text.Value, columns) : Of(value, columns);

    /// <summary>
    /// Both sides; if two long texts start alike, both are cut to start shortly before the difference.
    /// </summary>
    public static (string Before, string After) Pair(PlanValue? before, PlanValue? after, int columns)
    {
        if (before is PlanValue.List was && after is PlanValue.List becomes) return Lists(was, becomes, columns);
        if (before is not PlanValue.Text left || after is not PlanValue.Text right || left == right)
            return (Of(before, columns), Of(after, columns));
        var (one, other, spell) = Apart(left.Value, right.Value, columns);
        return (Quoted(spell, one, columns), Quoted(spell, other, columns));
    }

    /// <summary>Like <see cref="Pair"/>, but text without quotes, for use in a sentence.</summary>
    public static (string Before, string After) BarePair(PlanValue? before, PlanValue? after, int columns)
    {
        if (before is PlanValue.List was && after is PlanValue.List becomes) return Lists(was, becomes, columns);
        if (before is not PlanValue.Text left || after is not PlanValue.Text right || left == right)
            return (Bare(before, columns), Bare(after, columns));
        var (one, other, spell) = Apart(left.Value, right.Value, columns);
        return (Shown(spell(one), columns), Shown(spell(other), columns));
    }

    /// <summary>
    /// Two texts cut to show their difference, and how to write them: with escaped characters when they look the same.
    /// </summary>
    private static (string Before, string After, Func<string, string> Spell) Apart(
        string before, string after, int columns)
    {
        if (Math.Max(before.Length, after.Length) > columns)
        {
            var skip = before.AsSpan().CommonPrefixLength(after) - Lead;
            (before, after) = (From(before, skip), From(after, skip));
        }

        var isSpace = before.Where(c => !char.IsWhiteSpace(c)).SequenceEqual(after.Where(c => !char.IsWhiteSpace(c)));
        return isSpace || Shown(before, columns) == Shown(after, columns) ? (before, after, Spelled)
            : LookAlike.Differ(before, after) ? (before, after, LookAlike.Spelled)
            : (before, after, text => text);
    }

    private static string Quoted(Func<string, string> spell, string text, int columns)
    {
        var quoted = new StringBuilder();
        WriteText(text, quoted, 4 * columns);
        return Shown(spell(quoted.ToString()), columns);
    }

    private static string Shown(string text, int columns) => TextColumns.Truncate(VisibleText.Of(text), columns);

    private static string Spelled(string text) =>
        string.Concat(text.Select(c => c == ' ' ? "·" : c is > '~' and not '…' ? $"\\u{(int)c:x4}" : c.ToString()));

    /// <summary>For long lists only the added and removed elements.</summary>
    private static (string Before, string After) Lists(PlanValue.List before, PlanValue.List after, int columns)
    {
        var whole = (Of(before, columns), Of(after, columns));
        if (!whole.Item1.EndsWith('…') && !whole.Item2.EndsWith('…')) return whole;
        var (left, right) = (before.Items.Select(CanonicalText.Of).ToHashSet(),
            after.Items.Select(CanonicalText.Of).ToHashSet());
        return (Rest(before, right, columns), Rest(after, left, columns));
    }

    private static string Rest(PlanValue.List list, HashSet<string> others, int columns)
    {
        var own = list.Items.Where(item => !others.Contains(CanonicalText.Of(item))).ToList();
        return own.Count == 0 ? $"[{list.Items.Count} elements]"
            : $"[…, {Of(new PlanValue.List(own), columns - 3)[1..]}";
    }

    private static string From(string text, int skip)
    {
        if (skip <= 0) return text;
        if (char.IsLowSurrogate(text[skip])) skip--;
        return $"…{text[skip..]}";
    }

    private static void Write(PlanValue? value, StringBuilder into, int limit)
    {
        if (into.Length > limit) return;
        switch (value)
        {
            case null or PlanValue.Null: into.Append("null"); break;
            case PlanValue.Boolean boolean: into.Append(boolean.Value ? "true" : "false"); break;
            case PlanValue.Number number: into.Append(number.Digits); break;
            case PlanValue.Text text: WriteText(text.Value, into, limit); break;
            case PlanValue.List list: WriteAll('[', list.Items, item => Write(item, into, limit), ']', into); break;
            case PlanValue.Map map:
                WriteAll('{', map.Entries, entry => WriteEntry(entry, into, limit), '}', into); break;
            case PlanValue.Sensitive sensitive:
                into.Append(sensitive.Changed ? "(sensitive, changed)" : "(sensitive)"); break;
            case PlanValue.Masked masked: WriteMasked(masked, into, limit); break;
            case PlanValue.Unknown: into.Append("(known after apply)"); break;
            default: throw new UnreachableException();
        }
    }

    private static void WriteMasked(PlanValue.Masked masked, StringBuilder into, int limit)
    {
        if (masked.VisibleText is not { } text)
            into.Append(masked.Changed ? "(masked, changed)" : "(masked: equals a sensitive value)");
        else
        {
            if (masked.Changed) into.Append("(changed where masked) ");
            WriteText(text, into, limit);
        }
    }

    private static void WriteAll<T>(char open, IReadOnlyList<T> items, Action<T> write, char close, StringBuilder into)
    {
        into.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) into.Append(", ");
            write(items[i]);
        }

        into.Append(close);
    }

    private static void WriteEntry(KeyValuePair<string, PlanValue> entry, StringBuilder into, int limit)
    {
        into.Append(entry.Key).Append(" = ");
        Write(entry.Value, into, limit);
    }

    private static void WriteText(string text, StringBuilder into, int limit)
    {
        var shown = text.AsSpan(0, Math.Min(text.Length, limit)).ToString();
        into.Append('"')
            .Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
    }
}
