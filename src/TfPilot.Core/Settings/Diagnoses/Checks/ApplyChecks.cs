namespace TfPilot.Core.Settings;

/// <summary>Checks that the gate can allow what a workflow wants to apply.</summary>
internal static class ApplyChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("apply-unlisted", DiagnosisLevel.Error,
            "a workflow with the gate that is not in `apply.workflows` of the settings",
            "The gate refuses every run of it.", Unlisted),
        new("gate-without-identity", DiagnosisLevel.Error,
            "a job with the gate without `environment` or `id-token: write`",
            "The gate refuses a job outside of the environment, and cannot be asked without an identity token.",
            WithoutIdentity),
    ];

    /// <summary>Of a reusable workflow, the gate checks the caller.</summary>
    private static IEnumerable<DoctorFinding> Unlisted(DoctorContext context) =>
        from job in context.Jobs
        where !job.Workflow.IsCalled && (job.CallsApply || AsksGate(job))
            && !context.Facts.Apply.Workflows.Any(path => IsSame(job.Workflow.File, path))
        select new DoctorFinding(job.Where,
            $"The job {job.Name} applies, but the settings allow only " +
                $"{string.Join(", ", context.Facts.Apply.Workflows)}.",
            "Add the path of this workflow to `apply.workflows` in .tfpilot.yml, or move it there.");

    private static IEnumerable<DoctorFinding> WithoutIdentity(DoctorContext context) =>
        from job in context.Jobs
        where AsksGate(job)
        let missing = new[]
        {
            job.Environment is null ? "`environment`" : null,
            job.Grants?.Allows("id-token", "write") == true ? null : "`id-token: write`",
        }.OfType<string>().ToList()
        where missing.Count > 0
        select new DoctorFinding(job.Where,
            $"The job {job.Name} asks the gate without {string.Join(" and ", missing)}.",
            "Name the environment of the plan as `environment` of the job, and grant it `id-token: write`.");

    private static bool AsksGate(WorkflowJob job) => job.Steps.Any(step => step.TfPilotCommand == "gate");

    /// <summary>The folder that doctor was given may precede the path.</summary>
    private static bool IsSame(string file, string path) =>
        file == path || file.EndsWith($"/{path}", StringComparison.Ordinal);
}
