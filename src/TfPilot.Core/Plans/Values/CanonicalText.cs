using System.Diagnostics;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Writes a value as canonical redacted JSON (see <see cref="RedactedJson"/>).</summary>
internal static class CanonicalText
{
    public static string Of(PlanValue? value)
    {
        var text = new StringBuilder();
        Append(text, value ?? PlanValue.Null.Value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PlanValue value)
    {
        switch (value)
        {
            case PlanValue.Null: text.Append("null"); break;
            case PlanValue.Boolean(var truth): text.Append(truth ? "true" : "false"); break;
            case PlanValue.Number(var digits): text.Append(digits); break;
            case PlanValue.Text(var content): text.Append(CanonicalString.Of(content)); break;
            case PlanValue.List(var items): AppendAll(text, '[', items, item => Append(text, item), ']'); break;
            case PlanValue.Map(var entries):
                AppendAll(text, '{', entries, entry => AppendEntry(text, entry), '}'); break;
            case PlanValue.Sensitive(var changed):
                text.Append(Marker(changed ? Markers.SensitiveChanged : Markers.Sensitive)); break;
            case PlanValue.Unknown: text.Append(Marker(Markers.Unknown)); break;
            case PlanValue.Masked masked: text.Append(Markers.Masked(masked)); break;
            default: throw new UnreachableException();
        }
    }

    private static void AppendEntry(StringBuilder text, KeyValuePair<string, PlanValue> entry)
    {
        text.Append(CanonicalString.OfName(entry.Key)).Append(':');
        Append(text, entry.Value);
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, IReadOnlyList<T> items, Action<T> append, char close)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            append(items[i]);
        }

        text.Append(close);
    }

    private static string Marker(ReadOnlySpan<byte> marker) => Encoding.UTF8.GetString(marker);
}
