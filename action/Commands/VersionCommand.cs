using System.CommandLine;
using System.CommandLine.Invocation;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

internal static class VersionCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => Write(terminal.Out));
        return command;
    }

    public static void Write(TextWriter output) => output.WriteLine($"tfpilot {Product.Version}");

    internal sealed class Print(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Write(terminal.Out);
            return 0;
        }
    }
}
