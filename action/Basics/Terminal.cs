using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Basics;

/// <summary>
/// What the program reads from and prints to: colour and width are known where standard output is a terminal.
/// </summary>
/// <param name="IsPiped">Whether standard input is something else than a terminal.</param>
internal sealed record Terminal(
    Stream In, bool IsPiped, TextWriter Out, TextWriter Error, Stream RawOut, bool Colour, int Width)
{
    public const int WidthOfFiles = 120;

    /// <summary>The variables of the process; a test has its own.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The way to GitHub.</summary>
    public Func<HttpClient> Network { get; init; } = GitHubClient.Connect;

    /// <summary>
    /// The process's own; <c>NO_COLOR</c> (any value but empty) and <c>TERM=dumb</c> switch colour off.
    /// </summary>
    public static Terminal Of(Func<string, string?> environment)
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new(
            Console.OpenStandardInput(),
            Console.IsInputRedirected,
            Console.Out,
            Console.Error,
            Console.OpenStandardOutput(),
            isTerminal && MayColour(environment),
            isTerminal ? WidthOf(environment, Console.WindowWidth) : WidthOfFiles)
        {
            Environment = environment,
        };
    }

    public TerminalStyle Style => new(Colour, Width);

    /// <summary>Says on standard error what the user can mend, with its place unless the message has it.</summary>
    public void Tell(Problem problem, string kind = "")
    {
        var place = problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? "" : $"{problem.Path}: ";
        Error.WriteLine($"tfpilot: {kind}{place}{problem.Message}");
    }

    internal static bool MayColour(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";

    internal static int WidthOf(Func<string, string?> environment, int window) =>
        int.TryParse(environment("COLUMNS"), out var columns) && columns > 0 ? columns : window;
}
