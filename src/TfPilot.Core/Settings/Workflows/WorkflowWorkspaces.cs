using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>A workspace that a workflow or makefile selects.</summary>
/// <param name="Folder">Where it is selected; null when that is not known.</param>
internal sealed record WorkflowWorkspace(string Name, string? Folder);

/// <summary>Reads the workspaces that workflows and makefiles select.</summary>
internal sealed partial class WorkflowWorkspaces
{
    private const string Variable = "TF_WORKSPACE";

    private readonly WorkflowValues values;

    private WorkflowWorkspaces(IReadOnlyList<Workflow> workflows) => values = new(workflows);

    public static IReadOnlyList<WorkflowWorkspace> In(IReadOnlyList<string> texts)
    {
        var read = texts.Select(text => (Text: text, Workflow: Read(text))).ToList();
        var workflows = read.Select(one => one.Workflow).OfType<Workflow>().ToList();
        var reader = new WorkflowWorkspaces(workflows);
        var plain = read.Where(one => one.Workflow is null)
            .SelectMany(one => reader.InScript(one.Text, null, new Dictionary<string, string>()));
        return [.. workflows.SelectMany(workflow => workflow.Jobs).SelectMany(reader.InJob).Concat(plain)
            .Where(found => Name().IsMatch(found.Name) && found.Name is not ("default" or "select" or "new"))
            .Distinct()];
    }

    private static Workflow? Read(string text) => YamlReader.ReadWorkflow(text, new("workflow")) is Node.Map map
        && map.Has("jobs") ? new("workflow", map) : null;

    private IEnumerable<WorkflowWorkspace> InJob(WorkflowJob job) => WorkflowValues.Matrix(job).SelectMany(matrix =>
    {
        var variables = With(With(matrix, job.Workflow.Root), job.Map);
        var found = job.Steps.SelectMany(step => InStep(step, With(variables, step.Map))).ToList();
        return found.Count > 0 || job.Environment is not { } environment ? found
            : values.Of(environment.Text, variables).SelectMany(name => Folders(job, variables), (name, folder) =>
                new WorkflowWorkspace(name, folder)).Where(one => one.Folder is not null).ToList();
    });

    /// <summary>A variable counts for the steps that run Terraform.</summary>
    private IEnumerable<WorkflowWorkspace> InStep(WorkflowStep step, Dictionary<string, string> variables) =>
        FoldersOf(step, variables).SelectMany(folder => InScript(step.Run, folder, variables)
            .Concat(variables.TryGetValue($"env.{Variable}", out var name) && Runs(step)
                ? values.Of(name, variables).Select(one => new WorkflowWorkspace(one, FolderIn(step.Run) ?? folder))
                : []));

    private IEnumerable<WorkflowWorkspace> InScript(
        string script, string? folder, Dictionary<string, string> variables) =>
        script.Split('\n').SelectMany(line => Command().Matches(line), (line, command) => (line, command))
            .SelectMany(one => values.Of(one.command.Groups["name"].Value.Trim('"', '\''), variables),
                (one, name) => new WorkflowWorkspace(name, FolderIn(one.line) ?? folder));

    private IEnumerable<string?> Folders(WorkflowJob job, Dictionary<string, string> variables) =>
        job.Steps.Where(Runs).SelectMany(step => FoldersOf(step, variables)).Distinct();

    /// <summary>Null when none is written; nothing when it is not known.</summary>
    private IReadOnlyList<string?> FoldersOf(WorkflowStep step, Dictionary<string, string> variables)
    {
        var written = step.Map.Text("working-directory") ?? step.Input("working-directory")
            ?? Default(step.Job.Map) ?? Default(step.Job.Workflow.Root);
        return written is null ? [null] : [.. values.Of(written, variables).DefaultIfEmpty(null)];
    }

    private static string? Default(Node.Map map) => map.Map("defaults")?.Map("run")?.Text("working-directory");

    private static string? FolderIn(string line) =>
        Folder().Match(line) is { Success: true } found ? found.Groups["folder"].Value.Trim('"', '\'') : null;

    private static bool Runs(WorkflowStep step) => Tool().IsMatch(step.Run)
        || step.Uses?.Name.Contains("terraform-", StringComparison.OrdinalIgnoreCase) == true;

    private static Dictionary<string, string> With(Dictionary<string, string> before, Node.Map map) =>
        new Dictionary<string, string>(map.Pairs("env").Where(pair => pair.Value is Node.Scalar)
            .Select(pair => KeyValuePair.Create($"env.{pair.Key}", ((Node.Scalar)pair.Value).Text))
            .Concat(before).DistinctBy(pair => pair.Key));

    [GeneratedRegex(
        @"\bworkspace\s+(select|new)(\s+-[\w-]+(=\S+)?)*\s+"
        + @"(?<name>[""']?\$\{\{[^}]*\}\}[""']?|[""'][^""'\n]+[""']|[^\s;|&)]+)"
        + @"|\bTF_WORKSPACE=(?<name>[^\s;|&]+)\s+(terraform|tofu)\b", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Command();

    [GeneratedRegex(@"-chdir=(?<folder>""[^""\n]*""|[^\s""]+)|\bcd\s+(?<folder>[\w./-]+)\s*&&", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Folder();

    [GeneratedRegex(@"\b(terraform|tofu)\s", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Tool();

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]{0,89}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
