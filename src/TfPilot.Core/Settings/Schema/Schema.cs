namespace TfPilot.Core.Settings;

/// <summary>
/// What a part of the settings file looks like. The reader checks files against it, and the published JSON Schema and the documentation
/// say the same, because the tests write them from it.
/// </summary>
internal abstract record Schema
{
    private Schema() { }

    /// <summary>A text. <paramref name="Pattern"/> is a regular expression that JSON Schema understands too; <paramref name="Mistake"/> finds what a pattern cannot.</summary>
    public sealed record Text(string What, string Pattern = @"\S", Func<string, string?>? Mistake = null) : Schema;

    /// <summary>A text, number or flag, because it stands for whatever value it is compared with.</summary>
    public sealed record Scalar(string What, Func<string, string?>? Mistake = null) : Schema;

    public sealed record Word(IReadOnlyList<string> Words) : Schema
    {
        /// <summary>Words of earlier versions that are still read, each with the word that replaced it.</summary>
        public IReadOnlyDictionary<string, string> Former { get; init; } = new Dictionary<string, string>();
    }

    public sealed record Flag : Schema;

    public sealed record Number(string What, double Min, bool IsWhole, double Max = double.PositiveInfinity) : Schema;

    /// <summary>A map of known keys. At least <paramref name="Min"/> of them are there, one of <see cref="AnyOf"/>, and of <see cref="OneOf"/> not more than one.</summary>
    public sealed record Keys(IReadOnlyList<Field> Fields, int Min = 0) : Schema
    {
        public IReadOnlyList<string> AnyOf { get; init; } = [];

        public IReadOnlyList<string> OneOf { get; init; } = [];
    }

    /// <summary>A map whose keys the user names.</summary>
    public sealed record Names(Text Name, Schema Value, int Min = 0) : Schema;

    public sealed record Items(Schema Item, int Min = 0) : Schema;

    /// <summary>A list with at least one item, or the item itself; <paramref name="Mistake"/> looks at the items together.</summary>
    public sealed record OneOrItems(Schema Item, Func<IReadOnlyList<string>, string?>? Mistake = null) : Schema;

    public sealed record OrWord(string Alone, Schema Other) : Schema;

    public sealed record OrText(Text Alone, Schema Other) : Schema;

    /// <summary>A map with exactly one of several keys, which decides what the others may be.</summary>
    public sealed record Kinds(IReadOnlyDictionary<string, Keys> ByKey) : Schema;
}

/// <summary>A key with what it means, for people. <paramref name="Default"/> says what holds without it, as JSON where that is a value.</summary>
internal sealed record Field(string Key, Schema Shape, string Meaning)
{
    public bool IsRequired { get; init; }

    /// <summary>Keys of earlier versions that are still read as this one.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    public string? Default { get; init; }
}
