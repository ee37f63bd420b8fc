using System.CommandLine;
using System.CommandLine.Parsing;
using TfPilot.Action.Basics;
using TfPilot.Action.Flows;
using TfPilot.Action.Inputs;

namespace TfPilot.Action.Commands;

/// <summary>
/// The arguments and options shared by commands that read plans: the plans, their environment, sources and settings.
/// </summary>
internal sealed class PlanOptions
{
    public PlanOptions()
    {
        Plans.Validators.Add(RefuseOptions);
        Plans.Validators.Add(RefuseSecondStandardInput);
    }

    public Argument<string[]> Plans { get; } = new("PLAN")
    {
        Description = "the output of `terraform show -json`: a file, a folder, a glob, - for standard input, or " +
            "name=PLAN (default: the plan in this folder, else standard input)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string> Environment { get; } = new("--environment", "-e")
    {
        Description = "the environment of the plans, such as prod",
        HelpName = "ENVIRONMENT",
    };

    public Option<string> Source { get; } = new("--source")
    {
        Description = "the folder of the sources (default: this folder); may contain .tfpilot/templates",
        HelpName = "DIR",
    };

    public Option<string> TrustedSource { get; } = new("--trusted-source")
    {
        Description = "a checkout of the default branch: tfpilot:ignore comments count only if they are there too",
        HelpName = "DIR",
    };

    public Option<string> Config { get; } = new("--config", "-c")
    {
        Description = "the settings (default: .tfpilot.yml in the sources' folder or above)",
        HelpName = "FILE",
    };

    public Option<string[]> Infracost { get; } = new("--infracost")
    {
        Description = "an Infracost estimate, as FILE, or base=FILE for the base branch; repeatable",
        HelpName = "FILE",
    };

    public ReviewRequest Read(ParseResult parsed) => new(
        [.. (parsed.GetValue(Plans) ?? []).Where(OptionalText.HasText)],
        Name: null,
        OptionalText.NullIfBlank(parsed.GetValue(Environment)),
        OptionalText.NullIfBlank(parsed.GetValue(Source)),
        OptionalText.NullIfBlank(parsed.GetValue(Config)),
        [.. (parsed.GetValue(Infracost) ?? []).Where(OptionalText.HasText)],
        Trees: [],
        Outputs: [])
    {
        TrustedSource = OptionalText.NullIfBlank(parsed.GetValue(TrustedSource)),
    };

    /// <summary>Rejects unknown options, which would otherwise be parsed as a plan or another argument.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(
            token => token.Value.StartsWith('-') && token.Value != PlanInput.StandardInput))
        {
            result.AddError($"unknown option {token.Value}. For a file of that name write ./{token.Value}.");
        }
    }

    private static void RefuseSecondStandardInput(ArgumentResult result)
    {
        if (result.Tokens.Count(token => token.Value == "-"
            || token.Value.EndsWith("=-", StringComparison.Ordinal)) > 1)
            result.AddError("Standard input can be used for one plan only.");
    }
}
