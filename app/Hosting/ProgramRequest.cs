using TfPilot.App.Operator;
using TfPilot.Core.Basics;

namespace TfPilot.App.Hosting;

/// <summary>The parsed command line. The server starts only when all arguments are known.</summary>
internal abstract record ProgramRequest
{
    private static readonly string[] Help = ["--help", "-h", "-?", "help"];
    private static readonly string[] Version = ["--version", "version"];

    /// <summary>
    /// Options of ASP.NET, each with a value; section settings such as <c>--Kestrel:…</c> are accepted too.
    /// </summary>
    private static readonly string[] Options = ["--urls", "--http_ports", "--https_ports", "--environment",
        "--contentRoot"];

    private static readonly string[] Sections = ["--Kestrel:", "--Logging:"];

    private ProgramRequest() { }

    public sealed record Serve : ProgramRequest;

    public sealed record ShowHelp : ProgramRequest;

    public sealed record ShowVersion : ProgramRequest;

    /// <summary>An operator command, run instead of the server.</summary>
    public sealed record Operate(OperatorCommand Command) : ProgramRequest;

    public sealed record Invalid(string Message) : ProgramRequest;

    public static ProgramRequest Read(IReadOnlyList<string> arguments) =>
        arguments.Any(Help.Contains) ? new ShowHelp()
        : arguments is [var only] && Version.Contains(only) ? new ShowVersion()
        : OperatorCommands.Find(arguments) is { } command ? new Operate(command)
        : FindError(arguments) is { } sentence ? new Invalid(sentence)
        : new Serve();

    public static string Usage() => $"""
        tfpilot-app: maintains one required check per pull request from the plans of its jobs.

        Usage:
          tfpilot-app [--urls http://127.0.0.1:5000]   run the App; without a configured GitHub App, in setup mode
        {string.Join('\n', OperatorCommands.All.Select(command => $"  tfpilot-app {command.Words,-33}{command.Summary}"))}
          tfpilot-app --help                           this text
          tfpilot-app --version                        the version

        Environment:
        {string.Join('\n', Variable.All.Select(variable => $"  {variable.Name,-27}{variable.Summary}"))}

        docs/guides/operation.md explains them.
        """;

    /// <summary>
    /// The error in the arguments, such as "unknown option --hlep; did you mean --help?"; null when the server may
    /// start.
    /// </summary>
    private static string? FindError(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].Split('=')[0];
            var isKnown = Options.Contains(name, StringComparer.OrdinalIgnoreCase)
                || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));
            if (!isKnown) return Unknown(arguments, name);
            if (!arguments[i].Contains('=', StringComparison.Ordinal) && ++i >= arguments.Count)
                return $"the option {name} needs a value";
        }

        return null;
    }

    private static string Unknown(IReadOnlyList<string> arguments, string name)
    {
        if (name.StartsWith('-'))
            return $"unknown option {VisibleText.Of(name)}{NearestName.Hint(name, [.. Help, .. Version, .. Options])}";
        var words = VisibleText.Of(string.Join(' ', arguments));
        var known = OperatorCommands.All.Select(command => command.Words);
        return $"unknown command {words}{NearestName.Hint(words, [.. known, .. Help, .. Version])}";
    }
}
