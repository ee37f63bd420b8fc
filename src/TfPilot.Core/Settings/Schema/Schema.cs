namespace TfPilot.Core.Settings;

/// <summary>
/// The schema of a part of the settings file. The reader validates files against it, and tests generate the published
/// JSON Schema and the documentation from it.
/// </summary>
internal abstract record Schema
{
    private Schema() { }

    /// <summary>
    /// A text. <paramref name="Pattern"/> is a regular expression valid in JSON Schema too;
    /// <paramref name="FindError"/> finds errors that a pattern cannot express.
    /// </summary>
    public sealed record Text(string What, string Pattern = @"\S", Func<string, string?>? FindError = null) : Schema;

    /// <summary>A text, number or flag that is compared with another value.</summary>
    public sealed record Scalar(string What, Func<string, string?>? FindError = null) : Schema;

    public sealed record Word(IReadOnlyList<string> Words) : Schema
    {
        /// <summary>Words of earlier versions that are still read, each with the word that replaced it.</summary>
        public IReadOnlyDictionary<string, string> Former { get; init; } = new Dictionary<string, string>();
    }

    public sealed record Flag : Schema;

    public sealed record Number(string What, double Min, bool IsInteger, double Max = double.PositiveInfinity) : Schema;

    /// <summary>
    /// A map of known keys. It has at least <paramref name="Min"/> of them, one of <see cref="AnyOf"/>, and at most
    /// one of <see cref="OneOf"/>.
    /// </summary>
    public sealed record Keys(IReadOnlyList<SchemaField> Fields, int Min = 0) : Schema
    {
        public IReadOnlyList<string> AnyOf { get; init; } = [];

        public IReadOnlyList<string> OneOf { get; init; } = [];
    }

    /// <summary>A map with user-defined keys.</summary>
    public sealed record Names(Text Name, Schema Value, int Min = 0) : Schema;

    public sealed record Items(Schema Item, int Min = 0) : Schema;

    /// <summary>
    /// A list with at least one item, or a single item; <paramref name="FindError"/> validates the items together.
    /// </summary>
    public sealed record OneOrItems(Schema Item, Func<IReadOnlyList<string>, string?>? FindError = null) : Schema;

    public sealed record OrWord(string Alone, Schema Other) : Schema;

    public sealed record OrText(Text Alone, Schema Other) : Schema;

    /// <summary>A map with exactly one of several keys, which determines the other allowed keys.</summary>
    public sealed record Kinds(IReadOnlyDictionary<string, Keys> ByKey) : Schema;
}

/// <summary>
/// A key and its meaning. <paramref name="Default"/> is the effective value without the key, as JSON or in words.
/// </summary>
internal sealed record SchemaField(string Key, Schema Schema, string Meaning)
{
    public bool IsRequired { get; init; }

    /// <summary>Keys of earlier versions that are still read as this one.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    public string? Default { get; init; }
}
