using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>Compares texts that are JSON or YAML by their paths, with every difference.</summary>
internal static class DocumentDiff
{
    /// <summary>Null when a side is no document.</summary>
    public static ValueDiff? Of(string before, string after, int columns) =>
        Json(before) is { } left && Json(after) is { } right ? Of("JSON", left, right, before, after, columns)
        : YamlText.Read(before) is { } was && YamlText.Read(after) is { } becomes
            ? Of("YAML", was, becomes, before, after, columns)
        : null;

    private static ValueDiff? Of(
        string kind, PlanValue left, PlanValue right, string before, string after, int columns)
    {
        var differences = ShownDiff.Of(left, right);
        if (differences.Count == 0) return kind == "JSON" ? OfSameData(before, after) : null;
        var named = differences.Select(
            difference => difference.Path.Length == 0 ? difference with { Path = "(all)" } : difference);
        var comments = kind == "YAML" ? YamlText.Comments(before, after, columns) : [];
        string?[] parts =
        [
            $"{kind}: {Words.Count(differences.Count, "difference")}",
            comments.Count > 0 ? "comments differ" : null,
            .. TextForm.Differences(before, after),
        ];
        var lines = DiffText.Lines([.. named], int.MaxValue).Select(line => (line[0], line[2..]));
        return new(string.Join(", ", parts.OfType<string>()), ValueDiff.Bounded([.. lines, .. comments], "line"));
    }

    /// <summary>
    /// Null when a name occurs twice in an object, because readers differ in which of them counts; the comparison of
    /// texts shows all of them.
    /// </summary>
    private static ValueDiff? OfSameData(string before, string after)
    {
        if (HasRepeatedNames(before) || HasRepeatedNames(after)) return null;
        var what = WhiteSpace.IsAll(before, after) ? "only white space differs" : "the same data, written differently";
        return new(string.Join(", ", TextForm.Differences(before, after).Prepend($"JSON: {what}")), []);
    }

    private static bool HasRepeatedNames(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text, new() { AllowDuplicateProperties = false, MaxDepth = RedactedJson.MaxDepth });
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static PlanValue? Json(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) return null;
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(utf8, PlanJson.Options);
            while (reader.Read())
            {
            }

            return RedactedJson.FromCanonical(new CanonicalJson(new Secrets()).Write(utf8).ToArray()).Value();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or PlanFormatException)
        {
            return null;
        }
    }
}
