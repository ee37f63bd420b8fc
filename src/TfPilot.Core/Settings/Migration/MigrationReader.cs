using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads <c>atlantis.yaml</c> and <c>digger.yml</c>, which define projects and workflows alike.</summary>
public static class MigrationReader
{
    private const string VarFile = "-var-file";
    private const string Backend = "-backend-config";

    /// <param name="name">The file's name in messages.</param>
    public static Validated<Migration> Read(string name, string text)
    {
        var problems = new Problems(name);
        var root = YamlReader.Read(text, problems);
        if (!problems.Any && root is not Node.Map)
            problems.Add(new SourcePosition(1, 1), "is no atlantis.yaml or digger.yml: it must be a map with projects");
        if (problems.Any || root is not Node.Map file) return new Validated<Migration>.Invalid(problems.InOrder);
        var workflows = file.Pairs("workflows").Where(pair => pair.Value is Node.Map)
            .ToDictionary(pair => pair.Key, pair => (Node.Map)pair.Value, StringComparer.Ordinal);
        var projects = file.Maps("projects").Select(project => Project(project, workflows)).ToList();
        return new Migration(projects,
            [.. MigrationNotes.Of(file, workflows.Values), .. workflows.Values.SelectMany(Unknown).Distinct()]);
    }

    /// <summary>Arguments with variables that only the other tool, or its job, can fill.</summary>
    private static IEnumerable<string> Unknown(Node.Map workflow) =>
        from step in workflow.Map("plan")?.Maps("steps") ?? []
        from value in Values([step], "plan", VarFile).Concat(Values([step], "init", Backend))
        where HasVariable(Filled(value, ""))
        select $"{VisibleText.Of(value)}: the variable is not known; set var_files, backend_config or the " +
            "environment of the planning job";

    private static MigratedProject Project(Node.Map map, Dictionary<string, Node.Map> workflows)
    {
        var folder = FolderPath.Join("", map.Text("dir") ?? ".");
        var workflow = map.Text("workflow") ?? "default";
        var steps = workflows.GetValueOrDefault(workflow)?.Map("plan")?.Maps("steps").ToList() ?? [];
        return new(folder, map.Text("workspace") is { } workspace && workspace != "default" ? workspace : null,
            map.Text("name"))
        {
            Workflow = workflow,
            VarFiles = Arguments(steps, "plan", VarFile, map),
            BackendConfig = Arguments(steps, "init", Backend, map),
            Watched = Watched(folder, [
                .. (map.Map("autoplan")?.Texts("when_modified") ?? []).Where(pattern => !pattern.StartsWith('!'))
                    .Select(pattern => FolderPath.Join(folder, pattern)),
                .. map.Texts("include_patterns")
                    .Select(pattern => FolderPath.Join(pattern.StartsWith('.') ? folder : "", pattern))]),
        };
    }

    /// <summary>
    /// The values of an option of Terraform. Both tools run in the project's folder, as tfpilot does, and set variables
    /// for it.
    /// </summary>
    private static IReadOnlyList<string> Arguments(
        IReadOnlyList<Node.Map> steps, string step, string option, Node.Map project)
    {
        return [.. Values(steps, step, option).Select(value => Filled(value, project.Text("name") ?? ""))
            .Where(value => !HasVariable(value) && (option == VarFile ? ProjectPath.FindError(value) is null
                : PlanArguments.FindBackendError(value) is null))];
    }

    /// <summary>Digger reads <c>extra_args</c> within the step and beside its name.</summary>
    private static IEnumerable<string> Values(IReadOnlyList<Node.Map> steps, string step, string option)
    {
        var words = steps.Where(one => one.Has(step))
            .SelectMany(one => (one.Map(step)?.Texts("extra_args") ?? []).Concat(one.Texts("extra_args")))
            .SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return words.Select((word, index) =>
            word.StartsWith($"{option}=", StringComparison.Ordinal) ? word[(option.Length + 1)..]
            : word == option && index + 1 < words.Count ? words[index + 1] : null).OfType<string>()
            .Select(value => value.Trim('"', '\''));
    }

    private static bool HasVariable(string value) =>
        value.Replace("${workspace}", "", StringComparison.Ordinal).Contains('$', StringComparison.Ordinal);

    private static string Filled(string value, string project) => value
        .Replace("${WORKSPACE}", "${workspace}", StringComparison.Ordinal)
        .Replace("$WORKSPACE", "${workspace}", StringComparison.Ordinal)
        .Replace("${PROJECT_NAME}", project, StringComparison.Ordinal)
        .Replace("$PROJECT_NAME", project, StringComparison.Ordinal)
        .Replace("${DIR}/", "", StringComparison.Ordinal).Replace("$DIR/", "", StringComparison.Ordinal);

    /// <param name="patterns">
    /// From the root: Atlantis starts in the project's folder, Digger only where the pattern starts with a dot.
    /// </param>
    private static IReadOnlyList<string> Watched(string folder, IReadOnlyList<string> patterns) =>
        [.. patterns.Where(pattern => !pattern.StartsWith("..", StringComparison.Ordinal)
                && PathGlob.FindError(pattern) is null
                && folder.Length > 0 && !FolderPath.IsAtOrBelow(pattern, folder))];
}
