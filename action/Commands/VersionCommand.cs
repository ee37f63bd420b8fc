using System.CommandLine;
using System.CommandLine.Invocation;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

internal static class VersionCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => terminal.Out.WriteLine(Text));
        return command;
    }

    private static string Text => $"tfpilot {Product.Version}";

    internal sealed class Print(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            terminal.Out.WriteLine(Text);
            return 0;
        }
    }
}
