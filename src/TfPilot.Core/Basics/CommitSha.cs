namespace TfPilot.Core.Basics;

/// <summary>
/// The full id of a git object: 40 hexadecimal digits (64 in SHA-256 repositories), never abbreviated.
/// </summary>
public readonly record struct CommitSha(string Text)
{
    private const int ShortLength = 7;

    /// <summary>The first seven digits, for display.</summary>
    public string Short => Text[..ShortLength];

    public static CommitSha Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a commit id; expected all 40 hexadecimal digits");

    public static CommitSha? TryParse(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? new CommitSha(text.ToLowerInvariant()) : null;

    public override string ToString() => Text;
}
