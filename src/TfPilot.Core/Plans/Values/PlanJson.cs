using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>Reads small JSON values of a plan as .NET values.</summary>
internal static class PlanJson
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = RedactedJson.MaxDepth };

    /// <summary>A string; null for any other kind of value.</summary>
    public static string? Text(ReadOnlySpan<byte> json)
    {
        if (json.Length < 2 || json[0] != '"') return null;
        if (json.IndexOf((byte)'\\') < 0 && Utf8.IsValid(json)) return Encoding.UTF8.GetString(json[1..^1]);
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return reader.GetString();
    }

    /// <summary>True or false; null for any other kind of value.</summary>
    public static bool? Flag(ReadOnlySpan<byte> json) =>
        json.SequenceEqual("true"u8) ? true : json.SequenceEqual("false"u8) ? false : null;

    /// <summary>Whether the flag has exactly the wanted value; null counts as not wanted.</summary>
    public static bool IsExactly(bool wanted, ReadOnlySpan<byte> json) =>
        json.SequenceEqual("null"u8) || Flag(json) == wanted;

    /// <summary>The strings of a list; other elements are skipped, and a missing list is empty.</summary>
    public static IReadOnlyList<string> Texts(ReadOnlySpan<byte> json)
    {
        var texts = new List<string>();
        if (json.IsEmpty) return texts;
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) texts.Add(reader.GetString()!);
        }

        return texts;
    }

    /// <summary>One attribute path, a list of names and indexes, in display form; empty for no list.</summary>
    public static string Path(ReadOnlySpan<byte> json)
    {
        var path = "";
        if (json.IsEmpty) return path;
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read()) path = Step(path, ref reader);
        return path;
    }

    /// <summary>A list of attribute paths, each a list of names and indexes, in display form.</summary>
    public static IReadOnlyList<string> Paths(ReadOnlySpan<byte> json)
    {
        var paths = new List<string>();
        var path = "";
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            path = Step(path, ref reader);
            if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 1) paths.Add(path);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) path = "";
        }

        return paths;
    }

    private static string Step(string path, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => AttributePath.Key(path, reader.GetString()!),
        JsonTokenType.Number => $"{path}[{Encoding.UTF8.GetString(reader.ValueSpan)}]",
        _ => path,
    };
}
