using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TfPilot.Action.Commands;

/// <summary>The standard help, followed by examples and exit codes for the program and most commands.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Review = """
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

    private const string Init = """
        Examples:
          tfpilot init --dry-run
          tfpilot init
          tfpilot init infrastructure

        Exit codes:
          0  written; existing files are reported and kept
          2  there is no Terraform, a file could not be read or written, or the command line is wrong

        """;

    private const string Doctor = """
        Examples:
          tfpilot doctor
          tfpilot doctor infrastructure --format json
          GITHUB_TOKEN=$(gh auth token) tfpilot doctor --repo acme/infrastructure

        Without a token and a repository, doctor does not call GitHub and lists what it did not check.

        Exit codes:
          0  healthy: no findings, or only advice
          1  warnings or errors
          2  a file could not be read, or the command line is wrong

        """;

    private const string Discover = """
        Examples:
          git diff --name-status -M origin/main...HEAD | tfpilot discover --changed -
          tfpilot discover --changed changed.txt --format matrix
          tfpilot discover --all
          tfpilot discover

        The last example reads the files of the pull request from GitHub, in a workflow of that pull request.

        Exit codes:
          0  completed, even if there is nothing to plan
          2  an input could not be read, GitHub did not respond, there are too many jobs, or the command line is wrong

        """;

    private const string Policy = """
        Examples:
          tfpilot policy explain core-tags aws_s3_bucket.logs
          tfpilot policy explain eu-only 'module.net.aws_vpc.main[0]' plan.json --environment prod
          tfpilot policy explain budget - plan.json --infracost infracost.json
          tfpilot policy test
          tfpilot policy test policies/encryption.policytest.yml

        Exit codes:
          0  explained, or all tests passed
          1  a test failed
          2  there is no such rule or address, a file could not be read, or the command line is wrong

        """;

    private const string Explain = """
        Examples:
          tfpilot explain --facts pr.json
          tfpilot explain --facts pr.json --config stricter.yml
          tfpilot explain --facts pr.json --format json

        Exit codes:
          0  approved, overridden, or nothing is required
          1  pending or blocked
          2  it cannot be decided, a file could not be read, or the command line is wrong

        """;

    private const string Audit = """
        Examples:
          tfpilot-app audit export > history.jsonl
          tfpilot audit verify history.jsonl
          tfpilot audit verify history.jsonl --head 3f2a9c1b7d40

        Exit codes:
          0  intact
          1  an entry was changed, removed, added or moved, or the given head is not in the history
          2  the file could not be read, or the command line is wrong

        """;

    /// <summary>Help is printed even if required arguments are missing.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (Examples(parseResult.CommandResult.Command) is { } examples)
            parseResult.InvocationConfiguration.Output.WriteLine(examples);
        return exitCode;
    }

    private static string? Examples(Command command) => command switch
    {
        RootCommand or { Name: ReviewCommand.Name } => Review,
        { Name: InitCommand.Name } => Init,
        { Name: DoctorCommand.Name } => Doctor,
        { Name: DiscoverCommand.Name } => Discover,
        { Name: PolicyCommand.Name } => Policy,
        { Name: ExplainCommand.Name } when command.Parents.Any(parent => parent is RootCommand) => Explain,
        { Name: AuditCommand.Name } => Audit,
        _ => command.Parents.OfType<Command>().Any(parent => parent.Name == PolicyCommand.Name) ? Policy
            : command.Parents.OfType<Command>().Any(parent => parent.Name == AuditCommand.Name) ? Audit
            : null,
    };
}
