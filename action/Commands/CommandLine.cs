using System.CommandLine;
using System.CommandLine.Help;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// All commands of <c>tfpilot</c>. Exit codes: 0 pass or warn, 1 needs approval or blocked, 2 bad input or usage.
/// </summary>
internal static class CommandLine
{
    /// <summary>The program with all its commands.</summary>
    public static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Reviews Terraform and OpenTofu plans: what changes, how dangerous it is, and why.")
        {
            ReviewCommand.Create(terminal),
            InitCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            DiscoverCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            PolicyCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            AuditCommand.Create(terminal),
            PublishCommand.Create(terminal),
            GateCommand.Create(terminal),
            EncryptCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            RecordCommand.Create(terminal),
            RegistryCommand.Create(terminal),
            TraceCommand.Create(terminal),
            ActionCommand.Create(terminal),
            VersionCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        foreach (var option in root.Options.OfType<VersionOption>()) option.Action = new VersionCommand.Print(terminal);
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        return root;
    }

    public static int Run(string[] arguments, Terminal terminal)
    {
        // An argument <c>@prod</c> is a plan with that name, not a response file.
        var parsed = Root(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = terminal.Out, Error = terminal.Error,
                    EnableDefaultExceptionHandler = false
                });
        }

        return Refuse(terminal, UsageMessage.Of(parsed), UsageMessage.NameOf(parsed.CommandResult));
    }

    /// <param name="command">The command with <c>tfpilot</c>.</param>
    public static int Refuse(Terminal terminal, string mistake, string command)
    {
        terminal.Error.WriteLine(mistake);
        terminal.Error.WriteLine($"Try `{command} --help`.");
        return ExitCodes.BadUsage;
    }
}
