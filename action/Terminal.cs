namespace TfPilot.Action;

/// <summary>Where the program prints: colour and width are known where standard output is a terminal.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Stream RawOut, bool Colour, int Width)
{
    public const int WidthOfFiles = 120;

    /// <summary>The process's own; <c>NO_COLOR</c> (any value but empty) and <c>TERM=dumb</c> switch colour off.</summary>
    public static Terminal Of(Func<string, string?> environment)
    {
        var isTerminal = !Console.IsOutputRedirected;
        var mayColour = string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";
        return new(Console.Out, Console.Error, Console.OpenStandardOutput(), isTerminal && mayColour, isTerminal ? Math.Max(40, WidthOf(environment)) : WidthOfFiles);
    }

    private static int WidthOf(Func<string, string?> environment) =>
        int.TryParse(environment("COLUMNS"), out var columns) ? columns : Console.WindowWidth;
}
