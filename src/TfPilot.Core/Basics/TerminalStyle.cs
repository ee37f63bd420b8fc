namespace TfPilot.Core.Basics;

/// <summary>What the terminal can do: whether ANSI colours are wanted, and how many columns a line may take (40 at least).</summary>
public sealed record TerminalStyle(bool Colour, int Width)
{
    internal int Columns => Math.Max(40, Width);

    internal string Paint(Ink ink, string text) => Colour && ink != Ink.None ? $"\u001b[{(int)ink}m{text}\u001b[0m" : text;
}

/// <summary>ANSI colour numbers.</summary>
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
