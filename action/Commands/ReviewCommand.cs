using System.CommandLine;
using System.CommandLine.Parsing;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot review</c>: reads the command line into a <see cref="ReviewRequest"/>.</summary>
internal static class ReviewCommand
{
    public const string Name = "review";
    private static readonly string[] Formats = [.. Enum.GetNames<OutputFormat>().Select(name => name.ToLowerInvariant())];

    public static Command Create(Terminal terminal)
    {
        var plans = new Argument<string[]>("PLAN") { Description = "what `terraform show -json` wrote: a file, a folder, a glob, - for standard input, or name=PLAN (default: the plan in this folder, else standard input)", Arity = ArgumentArity.ZeroOrMore };
        var name = new Option<string>("--name") { Description = "the project's name, when there is one plan", HelpName = "NAME" };
        var environment = new Option<string>("--environment", "-e") { Description = "the environment the plans are for, as in prod", HelpName = "ENVIRONMENT" };
        var source = new Option<string>("--source") { Description = "the folder of the sources (default: this folder); holds .tfpilot/templates", HelpName = "DIR" };
        var config = new Option<string>("--config", "-c") { Description = "the settings (default: .tfpilot.yml in the sources' folder or above)", HelpName = "FILE" };
        var infracost = new Option<string[]>("--infracost") { Description = "what Infracost estimated, as FILE, or base=FILE for the base branch; repeatable", HelpName = "FILE" };
        var trees = new Option<string[]>("--tree") { Description = "a git tree id for the fingerprint, as PATH=ID; repeatable", HelpName = "PATH=ID" };
        var format = new Option<string[]>("--format", "-f") { Description = "text, markdown (a comment), summary (a job summary), json, sarif, junit or facts; repeatable", HelpName = "FORMAT" };
        var output = new Option<string[]>("--output", "-o") { Description = "where the format before it goes (default: standard output); repeatable", HelpName = "FILE" };
        format.CompletionSources.Add(Formats);
        format.Validators.Add(NameUnknownFormats);
        plans.Validators.Add(NameUnknownOptions);
        plans.Validators.Add(NameSecondStandardInput);
        trees.Validators.Add(NameMalformedTrees);
        var command = new Command(Name, "Review plans: what changes, how dangerous it is and why, what needs attention.") { plans, name, environment, source, config, infracost, trees, format, output };
        command.Validators.Add(result => NameManyNames(result, plans, name));
        command.SetAction(parsed =>
        {
            var (outputs, mistake) = Output.Pair(Words(parsed.Tokens, format, output));
            if (mistake is not null) return CommandLine.Refuse(terminal, mistake, command.Name);
            var request = new ReviewRequest(
                [.. (parsed.GetValue(plans) ?? []).Where(IsGiven)],
                Given(parsed.GetValue(name)),
                Given(parsed.GetValue(environment)),
                Given(parsed.GetValue(source)),
                Given(parsed.GetValue(config)),
                [.. (parsed.GetValue(infracost) ?? []).Where(IsGiven)],
                [.. (parsed.GetValue(trees) ?? []).Where(IsGiven).Select(tree => TreeId.Parse(tree)!.Value)],
                outputs);
            return ReviewFlow.Run(request, terminal, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        });
        return command;
    }

    private static string? Given(string? text) => IsGiven(text) ? text : null;

    private static bool IsGiven(string? text) => !string.IsNullOrWhiteSpace(text);

    /// <summary>Formats and outputs in the order they were given, which the options' own values do not keep.</summary>
    private static IEnumerable<(string Option, string Value)> Words(IReadOnlyList<Token> tokens, Option format, Option output)
    {
        Option? last = null;
        foreach (var token in tokens)
        {
            if (token.Type == TokenType.Option) last = new[] { format, output }.FirstOrDefault(option => option.Name == token.Value || option.Aliases.Contains(token.Value));
            else if (last is { Name: var name })
            {
                last = null;
                if (IsGiven(token.Value)) yield return (name, token.Value);
            }
        }
    }

    private static void NameManyNames(CommandResult result, Argument<string[]> plans, Option<string> name)
    {
        if (IsGiven(result.GetValue(name)) && result.GetValue(plans)?.Length > 1) result.AddError("--name names one plan: with several give each its own, as name=PLAN.");
    }

    /// <summary>Whatever is no option known here would else be taken for a plan.</summary>
    private static void NameUnknownOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != PlanInput.StandardInput))
        {
            result.AddError($"{token.Value} is no option of tfpilot review. For a file of that name write ./{token.Value}.");
        }
    }

    private static void NameSecondStandardInput(ArgumentResult result)
    {
        if (result.Tokens.Count(token => token.Value == "-" || token.Value.EndsWith("=-", StringComparison.Ordinal)) > 1) result.AddError("Standard input can be one plan only.");
    }

    private static void NameUnknownFormats(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => IsGiven(token.Value) && !Formats.Contains(token.Value)))
        {
            result.AddError($"--format {token.Value} is none of {string.Join(", ", Formats)}.");
        }
    }

    private static void NameMalformedTrees(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => IsGiven(token.Value) && TreeId.Parse(token.Value) is null))
        {
            result.AddError($"--tree {token.Value} is not PATH=ID with the id of a git tree (40 or 64 hexadecimal digits).");
        }
    }
}
