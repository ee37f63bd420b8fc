namespace TfPilot.Core.Settings;

/// <summary>Checks the permissions of the workflow token.</summary>
internal static class PermissionChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("permissions-missing", DiagnosisLevel.Warning, "a workflow without top-level `permissions`",
            "Jobs then get the repository's default permissions, often write access to everything.", Missing),
        new("permissions-write-all", DiagnosisLevel.Error, "`permissions: write-all`",
            "Malicious code in any step can then change the repository, its releases and its packages.", WriteAll),
        new("grants-missing", DiagnosisLevel.Error,
            "a call of a workflow of tfpilot that grants too few permissions",
            "GitHub does not start a called workflow without its permissions, so nothing is reviewed or applied.",
            TooLittle),
        new("grants-too-much", DiagnosisLevel.Warning,
            "a call of a workflow of tfpilot that grants too many permissions",
            "A change of the called workflow could misuse an unnecessary permission.", TooMuch),
    ];

    private static IEnumerable<DoctorFinding> Missing(DoctorContext context) =>
        context.Workflows.Where(workflow => !workflow.Root.Has("permissions"))
        .Select(workflow => new DoctorFinding(
            workflow.At(workflow.Root), "The workflow has no top-level `permissions`.",
            "Add a top-level `permissions: {}`, and grant each job only what it needs, for example " +
                "`permissions: { contents: read }`."));

    private static IEnumerable<DoctorFinding> WriteAll(DoctorContext context) => context.Workflows
        .SelectMany(workflow => workflow.Jobs.Select(job => job.Map).Prepend(workflow.Root)
            .Select(map => (workflow, Grants: map.Find("permissions") is { } node ? new Grants(node) : null)))
        .Where(found => found.Grants?.IsWriteAll == true)
        .Select(found => new DoctorFinding(
            found.workflow.At(found.Grants!.Node), "`write-all` grants every permission.",
            "List what is needed, such as `permissions: { contents: read, pull-requests: write }`."));

    private static IEnumerable<DoctorFinding> TooLittle(DoctorContext context) =>
        from job in Calls(context)
        let missing = NeededBy(job).Where(grant => !job.Grants!.Allows(grant.Scope, grant.Access)).ToList()
        where missing.Count > 0
        select new DoctorFinding(job.Workflow.At(job.Grants!.Node),
            $"The job {job.Name} lacks " +
                $"{string.Join(", ", missing.Select(grant => $"`{grant.Scope}: {grant.Access}` ({grant.Purpose})"))}.",
                Exactly(job));

    private static IEnumerable<DoctorFinding> TooMuch(DoctorContext context) =>
        from job in Calls(context)
        let spare = job.Grants!.Named
            .Where(grant => !NeededBy(job)
                .Any(needed => needed.Scope == grant.Scope
                    && (needed.Access == grant.Access || needed.Access == "write"))).ToList()
        where spare.Count > 0
        select new DoctorFinding(job.Workflow.At(job.Grants!.Node),
            $"The job {job.Name} grants " +
                $"{string.Join(", ", spare.Select(grant => $"`{grant.Scope}: {grant.Access}`"))}, which the called " +
                "workflow does not use.", Exactly(job));

    /// <summary>A missing permissions key is reported by the first check.</summary>
    private static IEnumerable<WorkflowJob> Calls(DoctorContext context) =>
        context.Jobs.Where(job => (job.CallsPlan || job.CallsApply) && job.Grants is not null);

    private static IReadOnlyList<WorkflowGrant> NeededBy(WorkflowJob job) =>
        job.CallsApply ? WorkflowGrants.Apply
        : job.Calls!.IsPlanAppWorkflow ? WorkflowGrants.PlanApp : WorkflowGrants.Plan;

    private static string Exactly(WorkflowJob job) =>
        $"In the job {job.Name} write `permissions: {{ " +
        $"{string.Join(", ", NeededBy(job).Select(grant => $"{grant.Scope}: {grant.Access}"))} }}`.";
}
