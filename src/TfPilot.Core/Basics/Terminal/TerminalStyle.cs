namespace TfPilot.Core.Basics;

/// <summary>The terminal's capabilities: ANSI colors, and the line width in columns (at least 40).</summary>
public sealed record TerminalStyle(bool Color, int Width)
{
    internal int Columns => Math.Max(40, Width);

    internal string Paint(Ink ink, string text) =>
        Color && ink != Ink.None ? $"\u001b[{(int)ink}m{text}\u001b[0m" : text;
}

/// <summary>ANSI color numbers.</summary>
internal enum Ink
{
    None = 0,
    Bold = 1,
    Faint = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
