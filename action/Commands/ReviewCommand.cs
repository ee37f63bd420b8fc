using System.CommandLine;
using System.CommandLine.Parsing;
using TfPilot.Action.Basics;
using TfPilot.Action.Outputs;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot review</c>: reads the command line into a <see cref="ReviewRequest"/>.</summary>
internal static class ReviewCommand
{
    public const string Name = "review";
    private static readonly string[] Formats = [.. Enum.GetNames<OutputFormat>()
        .Select(name => name.ToLowerInvariant())];

    public static Command Create(Terminal terminal)
    {
        var common = new PlanOptions();
        var name = new Option<string>("--name")
        {
            Description = "the project's name, when there is one plan",
            HelpName = "NAME",
        };
        var text = new Option<string>("--plan-text")
        {
            Description = "the output of `terraform show -no-color` of the same plan, when there is one plan; it is " +
                "redacted and shown in Markdown",
            HelpName = "FILE",
        };
        var sarif = new Option<string[]>("--sarif")
        {
            Description = "results of Trivy, Checkov, tflint or another scanner, as SARIF: a file, a folder or a " +
                "glob; repeatable",
            HelpName = "FILE",
        };
        var trees = new Option<string[]>("--tree")
        {
            Description = "a git tree id for the fingerprint, as PATH=ID; repeatable",
            HelpName = "PATH=ID",
        };
        var format = new Option<string[]>("--format", "-f")
        {
            Description = "text, markdown (a comment), summary (a job summary), json, sarif, junit or facts; " +
                "repeatable",
            HelpName = "FORMAT",
        };
        var output = new Option<string[]>("--output", "-o")
        {
            Description = "the output file of the preceding format (default: standard output); repeatable",
            HelpName = "FILE",
        };
        format.CompletionSources.Add(Formats);
        format.Validators.Add(NameUnknownFormats);
        trees.Validators.Add(NameMalformedTrees);
        var command = new Command(
            Name, "Review plans: what changes, how dangerous it is and why, what needs attention.")
        {
            common.Plans, name, text, common.Environment, common.Source, common.TrustedSource, common.Config,
            common.Infracost, sarif, trees, format, output,
        };
        command.Validators.Add(result => RefuseForManyPlans(
            result, common.Plans, name, "with several, write name=PLAN for each"));
        command.Validators.Add(result => RefuseForManyPlans(
            result, common.Plans, text, "review the others separately, and combine their facts"));
        command.SetAction(parsed =>
        {
            var (outputs, mistake) = Output.Pair(Words(parsed.Tokens, format, output));
            if (mistake is not null) return CommandLine.Refuse(terminal, mistake, $"tfpilot {command.Name}");
            var request = common.Read(parsed) with
            {
                Name = OptionalText.NullIfBlank(parsed.GetValue(name)),
                PlanText = OptionalText.NullIfBlank(parsed.GetValue(text)),
                Trees = [.. (parsed.GetValue(trees) ?? []).Where(OptionalText.HasText)
                    .Select(tree => TreeId.Parse(tree)!.Value)],
                Sarif = [.. (parsed.GetValue(sarif) ?? []).Where(OptionalText.HasText)],
                Outputs = outputs,
            };
            return ReviewFlow.Run(request, terminal, Clock.Today);
        });
        return command;
    }

    /// <summary>
    /// The options --format and --output in their order on the command line, which their parsed values do not preserve.
    /// </summary>
    private static IEnumerable<(string Option, string Value)> Words(
        IReadOnlyList<Token> tokens, Option format, Option output)
    {
        Option? last = null;
        foreach (var token in tokens)
        {
            if (token.Type == TokenType.Option)
                last = new[] { format, output }.FirstOrDefault(
                    option => option.Name == token.Value || option.Aliases.Contains(token.Value));
            else if (last is { Name: var name })
            {
                last = null;
                if (OptionalText.HasText(token.Value)) yield return (name, token.Value);
            }
        }
    }

    private static void RefuseForManyPlans(
        CommandResult result, Argument<string[]> plans, Option<string> option, string advice)
    {
        if (OptionalText.HasText(result.GetValue(option)) && result.GetValue(plans)?.Length > 1)
            result.AddError($"{option.Name} is for a single plan: {advice}.");
    }

    private static void NameUnknownFormats(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(
            token => OptionalText.HasText(token.Value) && !Formats.Contains(token.Value)))
        {
            result.AddError($"--format {token.Value} is not one of {string.Join(", ", Formats)}.");
        }
    }

    private static void NameMalformedTrees(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(
            token => OptionalText.HasText(token.Value) && TreeId.Parse(token.Value) is null))
        {
            result.AddError(
                $"--tree {token.Value} is not PATH=ID with the id of a git tree (40 or 64 hexadecimal digits).");
        }
    }
}
