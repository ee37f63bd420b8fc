using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Settings;

/// <summary>
/// Prints what a repository was taken for, with counts and evidence, and how to correct it.
/// </summary>
public static class ScaffoldText
{
    private const int Label = 18;
    private const int MaxNames = 4;

    public static string Write(Scaffold scaffold, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Add(0, (Ink.Bold, "What this repository looks like"));
        Row("layout", string.Join(", ", scaffold.Layout));
        Row("projects", scaffold.IsModuleRepository ? "none: nothing here is deployed" : Some(scaffold.Projects));
        foreach (var (environment, index) in scaffold.Environments.Select((one, index) => (one, index)))
            Row(index == 0 ? "environments" : "", Environment(environment));
        if (scaffold.Modules.Count > 0) Row("modules", Some(scaffold.Modules));
        if (scaffold.Unplanned.Count > 0) Row("left out", $"{Some(scaffold.Unplanned)} (examples, tests, templates)");
        if (scaffold.Unclaimed.Count > 0)
            Row("no environment", $"{Some(scaffold.Unclaimed)}: needs what the strictest environment needs");
        if (scaffold.NotRecognized.Count > 0)
            Row("not recognized",
                $"{Some(scaffold.NotRecognized)}: perhaps environments; then add them to .tfpilot.yml");
        foreach (var fault in scaffold.Faults.Take(MaxNames).Select(fault => fault.ToProblem()))
            Row("not readable", $"{fault.Path}: {fault.Message}");
        if (scaffold.Faults.Count > MaxNames)
            Row("not readable", $"{Words.Number(scaffold.Faults.Count - MaxNames)} more files");
        foreach (var tool in scaffold.NotSupported) Row("not supported yet", tool);
        foreach (var left in scaffold.LeftToDo) Row("left to do", left);
        if (scaffold.HasNoProduction)
            lines.Wrap(2, Ink.Yellow, "No environment is named like production, so each needs the approvals of " +
                "production until .tfpilot.yml says otherwise.");
        lines.Wrap(2, Ink.Faint, scaffold.IsModuleRepository
            ? "Wrong? Name the folders that are deployed as paths of an environment in .tfpilot.yml, and use " +
                "tfpilot-plan.yml."
            : "Wrong? Correct paths, var_files and approvals of the environments in .tfpilot.yml; " +
                "`tfpilot discover --all` shows the result.");
        return lines.ToString();

        void Row(string label, string text) =>
            lines.AppendHanging(2, Ink.None, label.PadRight(Label), VisibleText.Of(text));
    }

    private static string Environment(ScaffoldEnvironment environment) => string.Join("  ",
        new[]
        {
            environment.Name, Words.Count(environment.Projects.Count, "project"),
            environment.IsStrict ? "2 approvals" : "1 approval", environment.Evidence,
            environment.Workspaces.Count > 0 ? $"workspace {string.Join(", ", environment.Workspaces)}" : null,
        }.OfType<string>());

    private static string Some(IReadOnlyList<string> names) =>
        $"{Words.Number(names.Count)}: {string.Join(", ", names.Take(MaxNames))}" +
        (names.Count > MaxNames ? ", …" : "");
}
