namespace TfPilot.Core.Basics;

/// <summary>The whole name of a git object, 40 hexadecimal digits (64 in SHA-256 repositories), never an abbreviation.</summary>
public readonly record struct CommitSha(string Text)
{
    private const int ShownLength = 7;

    /// <summary>As people write it: the first seven digits.</summary>
    public string Short => Text[..ShownLength];

    public static CommitSha Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is no commit; write all 40 hexadecimal digits");

    public static CommitSha? TryParse(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? new CommitSha(text.ToLowerInvariant()) : null;

    public override string ToString() => Text;
}
