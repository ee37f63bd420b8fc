using System.Diagnostics;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>A plan value on one line, as in <c>"14.9"</c>, <c>["a", "b"]</c> or <c>(known after apply)</c>, cut when long.</summary>
internal static class ValueText
{
    /// <summary>How much of an equal beginning stays in front of the first difference of two long texts.</summary>
    private const int Lead = 12;

    public static string Of(PlanValue? value, int columns)
    {
        var text = new StringBuilder();
        Write(value, text, 4 * columns);
        return TextColumns.Cut(VisibleText.Of(text.ToString()), columns);
    }

    /// <summary>As <see cref="Of"/>, but text without its quotes: for the middle of a sentence.</summary>
    public static string Bare(PlanValue? value, int columns) =>
        value is PlanValue.Text text ? TextColumns.Cut(VisibleText.Of(text.Value), columns) : Of(value, columns);

    /// <summary>Both sides; where two long texts begin alike, both begin shortly before they differ.</summary>
    public static (string Before, string After) Pair(PlanValue? before, PlanValue? after, int columns)
    {
        if (before is not PlanValue.Text left || after is not PlanValue.Text right || Math.Max(left.Value.Length, right.Value.Length) <= columns)
            return (Of(before, columns), Of(after, columns));
        var skip = left.Value.AsSpan().CommonPrefixLength(right.Value) - Lead;
        return (Of(From(left, skip), columns), Of(From(right, skip), columns));
    }

    private static PlanValue.Text From(PlanValue.Text text, int skip)
    {
        if (skip <= 0) return text;
        if (char.IsLowSurrogate(text.Value[skip])) skip--;
        return new($"…{text.Value[skip..]}");
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
            case PlanValue.Map map: WriteAll('{', map.Entries, entry => WriteEntry(entry, into, limit), '}', into); break;
            case PlanValue.Sensitive sensitive: into.Append(sensitive.Changed ? "(sensitive, changed)" : "(sensitive)"); break;
            case PlanValue.Masked masked: WriteMasked(masked, into, limit); break;
            case PlanValue.Unknown: into.Append("(known after apply)"); break;
            default: throw new UnreachableException();
        }
    }

    private static void WriteMasked(PlanValue.Masked masked, StringBuilder into, int limit)
    {
        if (masked.Shown is not { } text) into.Append(masked.Changed ? "(masked, changed)" : "(masked: equals a sensitive value)");
        else
        {
            WriteText(text, into, limit);
            if (masked.Changed) into.Append(" (what is masked changed)");
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
        into.Append('"').Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
    }
}
