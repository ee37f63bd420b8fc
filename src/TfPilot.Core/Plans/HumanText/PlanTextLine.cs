namespace TfPilot.Core.Plans;

/// <summary>
/// One line of the plan's text. Terraform indents by structure: the lines of a value are deeper than its first line,
/// and a closing line begins in the column of that line's content.
/// </summary>
internal sealed record PlanTextLine(string Text)
{
    private static readonly string[] Symbols = ["-/+ ", "+/- ", "<= ", "+ ", "- ", "~ "];

    /// <summary>The column of the first character; the length of the line if it is blank.</summary>
    public int Indent { get; } = Text.AsSpan().IndexOfAnyExcept(' ') is >= 0 and var first ? first : Text.Length;

    /// <summary>The column of the content, after the symbol of the action.</summary>
    public int Column => Indent
        + (Array.Find(Symbols, symbol => Text.AsSpan(Indent).StartsWith(symbol))?.Length ?? 0);

    public bool IsBlank => Indent == Text.Length;

    public bool IsComment => Text.AsSpan(Indent).StartsWith('#');

    /// <summary>The last line of a value that began in this line's column.</summary>
    public bool IsClosing => !IsBlank && (Text[Indent] is '}' or ']' or ')' || Text.AsSpan(Indent).StartsWith("EOT"));

    /// <summary>The name in <c>name = value</c> or <c>name {</c>; an element of a list has none.</summary>
    public PlanTextName Named()
    {
        var column = Column;
        var none = new PlanTextName(null, column, IsAttribute: false);
        if (IsBlank || IsComment || IsClosing) return none;
        var isQuoted = Text[column] == '"';
        var end = isQuoted ? QuotedText.EndOf(Text, column) : Text.IndexOfAny([' ', '"'], column);
        if (end <= column || Text.AsSpan(end).IndexOfAnyExcept(' ') is not (>= 0 and var gap)) return none;
        var at = end + gap;
        var name = isQuoted ? QuotedText.Decode(Text[column..end]) ?? "" : Text[column..end];
        if (Text.AsSpan(at).StartsWith("= ")) return new(name, at + "= ".Length, IsAttribute: true);
        var isBlock = !isQuoted && Text[column] is not ('{' or '[' or '(') && Text[at] != '-' && Text.EndsWith('{');
        return isBlock ? new(name, at, IsAttribute: false) : none;
    }
}

/// <param name="Name">Null if the line has none.</param>
/// <param name="Value">The position of the value.</param>
/// <param name="IsAttribute">False for a block, whose attributes have names of their own.</param>
internal readonly record struct PlanTextName(string? Name, int Value, bool IsAttribute);
