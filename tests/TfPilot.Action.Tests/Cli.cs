using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;

namespace TfPilot.Action.Tests;

/// <summary>Runs the command line in this process, with its input and output in memory.</summary>
internal sealed class Cli
{
    /// <summary>Standard input if it is piped; null for a terminal without input.</summary>
    public byte[]? Piped { get; init; }

    /// <summary>The input typed at an interactive terminal; null if the terminal is not interactive.</summary>
    public string? TypedInput { get; init; }

    public bool Color { get; init; }

    public int Width { get; init; } = Terminal.DefaultWidth;

    public Dictionary<string, string?> Variables { get; init; } = [];

    public Func<HttpClient> Network { get; init; } = () => throw new InvalidOperationException(
        "nothing of this test asks GitHub");

    public static CliRun Run(params string[] arguments) => new Cli().RunWith(arguments);

    public CliRun RunWith(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var written = new StreamWriter(
            output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        { AutoFlush = true };
        using var errors = new StringWriter();
        using var input = new MemoryStream(Piped ?? Encoding.UTF8.GetBytes(TypedInput ?? ""));
        var terminal = new Terminal(input, Piped is not null, written, errors, output, Color, Width)
        {
            Environment = name => Variables.GetValueOrDefault(name),
            CreateHttpClient = Network,
            IsInteractive = TypedInput is not null,
        };
        var exitCode = CommandLine.Run(arguments, terminal);
        return new(exitCode, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}

internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Out}\n{Error}";

    public JsonNode Json => JsonNode.Parse(Out)!;

    public IEnumerable<string> Names =>
        Json["projects"]!.AsArray().Select(project => project!["name"]!.GetValue<string>());

    public string Fingerprint => Json["projects"]!.AsArray().Single()!["plan"]!["fingerprint"]!.GetValue<string>();
}
