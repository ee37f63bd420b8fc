using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>A step of a job: an action with its inputs, or a script.</summary>
internal sealed partial record WorkflowStep(WorkflowJob Job, Node.Map Map)
{
    public Node.Scalar? UsesNode => Map.Find("uses") as Node.Scalar;

    public UsedAction? Uses => UsesNode is { } node ? new(node.Text) : null;

    public Node.Scalar? RunNode => Map.Find("run") as Node.Scalar;

    /// <summary>The script without comments and without lines that only print text.</summary>
    public string Run =>
        field ??= string.Join('\n', (RunNode?.Text ?? "").Split('\n').Where(line => !Silent().IsMatch(line)));

    public string Condition => Map.Text("if") ?? "";

    public string? Input(string name) => Map.Map("with")?.Text(name);

    public bool IsCheckout => Uses?.Name == "actions/checkout";

    public bool IsUpload => Uses?.Name == "actions/upload-artifact";

    public bool IsDownload => Uses?.Name == "actions/download-artifact";

    /// <summary>The command that Terragrunt's own action runs.</summary>
    private string Terragrunt =>
        Uses?.Name == "gruntwork-io/terragrunt-action" ? $"terragrunt {Input("tg_command")}" : "";

    public bool Plans =>
        TfPilotCommand == "review" || TerraformPlan().IsMatch(Run) || TerraformPlan().IsMatch(Terragrunt)
        || Uses?.Name.EndsWith("/terraform-plan", StringComparison.Ordinal) == true;

    public bool Applies =>
        TerraformApply().IsMatch(Run) || TerraformApply().IsMatch(Terragrunt)
        || Uses?.Name.EndsWith("/terraform-apply", StringComparison.Ordinal) == true;

    /// <summary>The tfpilot command that it runs; null when it runs none.</summary>
    public string? TfPilotCommand
    {
        get
        {
            if (Uses is not { IsOurs: true })
                return OurCommand().Match(Run) is { Success: true } command ? command.Groups["name"].Value : null;
            var inputs = Map.Map("with");
            if (inputs?.Text("args") is { } arguments and not "action") return arguments.Split(' ')[0];
            return inputs?.Text("command") ?? "review";
        }
    }

    public string Where => Job.Workflow.At(UsesNode ?? RunNode ?? (Node)Map);

    /// <summary>The location of an input, or of the step when the input is missing.</summary>
    public string At(string input) => Map.Map("with")?.Find(input) is { } given ? Job.Workflow.At(given) : Where;

    [GeneratedRegex(@"^\s*(#|echo\b)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Silent();

    [GeneratedRegex(
        @"\b(terraform|tofu|terragrunt)\b[^\n|;&]*\s(plan|show)\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex TerraformPlan();

    [GeneratedRegex(
        @"\b(terraform|tofu|terragrunt)\b[^\n|;&]*\s(apply|destroy)\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex TerraformApply();

    [GeneratedRegex(@"\btfpilot\s+(?<name>review|publish|discover|gate|record)\b", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex OurCommand();
}
