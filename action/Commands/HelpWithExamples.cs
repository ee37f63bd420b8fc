using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TfPilot.Action.Commands;

/// <summary>The usual help; that of the program and of <c>review</c> ends with examples and exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          terraform show -json tfplan | tfpilot review -
          tfpilot review live/prod/orders --environment prod
          tfpilot review 'live/**/plan.json' --format markdown --output review.md --format json --output review.json
          tfpilot review orders=plans/1.json billing=plans/2.json

        Exit codes:
          0  pass or warn
          1  needs approval or blocked
          2  a plan could not be read, an output could not be written, or the command line is wrong

        """;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand or { Name: ReviewCommand.Name }) parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return exitCode;
    }
}
