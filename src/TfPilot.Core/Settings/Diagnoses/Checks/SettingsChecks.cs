using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Checks that the files are readable, the settings valid, and the environments protected and used.</summary>
internal static class SettingsChecks
{
    private const string Protect =
        "In the repository's settings, Environments, give it required reviewers, or limit its deployment branches " +
        "to the protected one, or enable the App's deployment protection rule.";

    public static readonly IReadOnlyList<Check> All =
    [
        new("workflow-unreadable", DiagnosisLevel.Error,
            "a workflow that is not valid YAML, or uses unsupported YAML features",
            "doctor cannot check a workflow that it cannot read.", context => context.Unreadable),
        new("settings-problem", DiagnosisLevel.Error, "a problem in `.tfpilot.yml` or `.tfpilot/waivers.yml`",
            "Until it is fixed, no review applies your rules.", Problems),
        new("settings-missing", DiagnosisLevel.Warning, "no `.tfpilot.yml`, or none on the default branch",
            "Pull requests are judged by the default branch's settings; without settings there are no " +
                "environments and rules.", Missing),
        new("environment-unprotected", DiagnosisLevel.Warning,
            "an environment without required reviewers, branch policy or custom protection rule on GitHub",
            "Any workflow on any branch can deploy to it and use its secrets; a missing environment is created " +
                "without protection.", Unprotected),
        new("environment-unused", DiagnosisLevel.Advice, "an environment in the settings that no workflow uses",
            "No workflow plans or applies it, or it has another name there.", Unused),
    ];

    private static IEnumerable<DoctorFinding> Problems(DoctorContext context) =>
        (context.Facts.Settings?.Match(_ => [], problems => problems)
            ?? []).Select(
            problem => new DoctorFinding(
                problem.Path, problem.Message, "Fix it as described; `tfpilot validate` checks it."));

    private static IEnumerable<DoctorFinding> Missing(DoctorContext context) => context.Facts switch
    {
        { Settings: null } =>
            [new(ScaffoldFiles.SettingsPath, "There are no settings.",
                "Run `tfpilot init`, or start with a file that contains `version: 1`.")],
        { GitHub.HasSettings: false } =>
            [new(ScaffoldFiles.SettingsPath, "The default branch has no settings yet.",
                "Merge the pull request that adds them.")],
        _ => [],
    };

    private static IEnumerable<DoctorFinding> Unprotected(DoctorContext context)
    {
        if (context.Facts.GitHub.Environments is not { } known) return [];
        return Wanted(context)
            .Select(wanted => (wanted.Name, wanted.Where,
                Found: known.FirstOrDefault(one => IsSame(one.Name, wanted.Name))))
            .Where(wanted => wanted.Found is not { IsProtected: true })
            .Select(wanted => new DoctorFinding(wanted.Where,
                wanted.Found is null
                    ? $"GitHub has no environment {wanted.Name}: the first job that names it creates it, unprotected."
                    : $"The environment {wanted.Found.Name} is not protected.",
                Protect));
    }

    /// <summary>The environments in the settings, and others that jobs use.</summary>
    private static IEnumerable<(string Name, string Where)> Wanted(DoctorContext context) =>
        context.Facts.EnvironmentNames.Select(name => (Name: name, Where: ScaffoldFiles.SettingsPath))
            .Concat(
                Named(context).Where(name => !IsOpen(name.Node) && !name.Job.IsPlan)
                    .Select(name => (Name: name.Node.Text, name.Where)))
            .DistinctBy(wanted => wanted.Name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<DoctorFinding> Unused(DoctorContext context)
    {
        var named = Named(context).Select(name => name.Node)
            .Concat(context.Steps.Where(step => step.TfPilotCommand == "review")
                .Select(step => step.Map.Map("with")?.Find("environment")).OfType<Node.Scalar>()).ToList();
        if (context.Workflows.Count == 0 || context.Jobs.Any(job => job.CallsPlan || job.CallsApply)
            || named.Any(IsOpen))
            return [];
        return context.Facts.EnvironmentNames
            .Where(environment => !named.Any(name => IsSame(name.Text, environment)))
            .Select(environment => new DoctorFinding(ScaffoldFiles.SettingsPath,
                $"No workflow uses the environment {environment}.",
                "Plan and apply it in a workflow, or remove it from the settings."));
    }

    private static IEnumerable<(Node.Scalar Node, string Where, WorkflowJob Job)> Named(DoctorContext context) =>
        context.Jobs.Where(job => job.Environment is not null)
        .Select(job => (job.Environment!, job.Workflow.At(job.Environment!), job));

    /// <summary>An expression, which may refer to any environment.</summary>
    private static bool IsOpen(Node.Scalar name) => name.Text.Contains("${{", StringComparison.Ordinal);

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
