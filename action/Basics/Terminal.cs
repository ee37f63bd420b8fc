using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Basics;

/// <summary>
/// The standard streams, the environment and the network of the process. Unless standard output is a terminal, color is
/// off and the width is 120. <c>COLUMNS</c> overrides the width in both cases, as for git and ls.
/// </summary>
/// <param name="IsPiped">Whether standard input is something else than a terminal.</param>
internal sealed record Terminal(
    Stream In, bool IsPiped, TextWriter Out, TextWriter Error, Stream OutStream, bool Color, int Width)
{
    public const int DefaultWidth = 120;

    /// <summary>Reads an environment variable; tests pass their own.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Whether a person can be asked: input and output are a terminal.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Creates the HTTP client for GitHub.</summary>
    public Func<HttpClient> CreateHttpClient { get; init; } = GitHubClient.CreateHttpClient;

    /// <summary>
    /// The terminal of this process. A non-empty <c>NO_COLOR</c> or <c>TERM=dumb</c> turns color off.
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
            isTerminal && MayColor(environment),
            WidthOf(environment, isTerminal ? Console.WindowWidth : null))
        {
            Environment = environment,
            IsInteractive = isTerminal && !Console.IsInputRedirected,
        };
    }

    public TerminalStyle Style => new(Color, Width);

    /// <summary>
    /// Prints a problem to standard error, prefixed with its path unless the message contains the path.
    /// </summary>
    public void PrintProblem(Problem problem, string kind = "")
    {
        var place = problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? "" : $"{problem.Path}: ";
        Error.WriteLine($"tfpilot: {kind}{place}{problem.Message}");
    }

    internal static bool MayColor(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";

    /// <param name="window">Null when standard output is no terminal.</param>
    internal static int WidthOf(Func<string, string?> environment, int? window) =>
        int.TryParse(environment("COLUMNS"), out var columns) && columns > 0 ? columns : window ?? DefaultWidth;
}
