namespace TfPilot.Core.Settings;

/// <summary>What workflows may do with the run's token.</summary>
internal static class PermissionChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("permissions-missing", DiagnosisLevel.Warning, "a workflow without `permissions` at its top",
            "Jobs then get what the repository's settings give, often the right to write everything.", Missing),
        new("permissions-write-all", DiagnosisLevel.Error, "`permissions: write-all`",
            "Whoever gets code into one step can then change the repository, its releases and its packages.", WriteAll),
        new("grants-missing", DiagnosisLevel.Error, "a call of `tfpilot-plan.yml` or `tfpilot-plan-app.yml` that grants less than it needs",
            "GitHub does not start a called workflow that is granted too little, so no pull request is reviewed.", TooLittle),
        new("grants-too-much", DiagnosisLevel.Warning, "a call of `tfpilot-plan.yml` or `tfpilot-plan-app.yml` that grants more than it needs",
            "A right that nothing needs is a right for whoever changes what is called.", TooMuch),
    ];

    private static IEnumerable<Symptom> Missing(Examination examination) => examination.Workflows.Where(workflow => !workflow.Root.Has("permissions"))
        .Select(workflow => new Symptom(workflow.At(workflow.Root), "The workflow has no `permissions` at its top.", "Write `permissions: {}` at the top, and in each job what it needs, such as `permissions: { contents: read }`."));

    private static IEnumerable<Symptom> WriteAll(Examination examination) => examination.Workflows
        .SelectMany(workflow => workflow.Jobs.Select(job => job.Map).Prepend(workflow.Root).Select(map => (workflow, Grants: map.Find("permissions") is { } node ? new Grants(node) : null)))
        .Where(found => found.Grants?.IsWriteAll == true)
        .Select(found => new Symptom(found.workflow.At(found.Grants!.Node), "`write-all` gives every permission there is.", "Name what is needed, such as `permissions: { contents: read, pull-requests: write }`."));

    private static IEnumerable<Symptom> TooLittle(Examination examination) =>
        from job in Calls(examination)
        let missing = NeededBy(job).Where(grant => !job.Grants!.Allows(grant.Scope, grant.Access)).ToList()
        where missing.Count > 0
        select new Symptom(job.Workflow.At(job.Grants!.Node), $"The job {job.Name} lacks {string.Join(", ", missing.Select(grant => $"`{grant.Scope}: {grant.Access}` ({grant.Why})"))}.", Exactly(job));

    private static IEnumerable<Symptom> TooMuch(Examination examination) =>
        from job in Calls(examination)
        let spare = job.Grants!.Named.Where(grant => !NeededBy(job).Any(needed => needed.Scope == grant.Scope && (needed.Access == grant.Access || needed.Access == "write"))).ToList()
        where spare.Count > 0
        select new Symptom(job.Workflow.At(job.Grants!.Node), $"The job {job.Name} grants {string.Join(", ", spare.Select(grant => $"`{grant.Scope}: {grant.Access}`"))}, which the called workflow does not use.", Exactly(job));

    /// <summary>Where nothing is granted in so many words the first check speaks.</summary>
    private static IEnumerable<WorkflowJob> Calls(Examination examination) => examination.Jobs.Where(job => job.CallsPlan && job.Grants is not null);

    private static IReadOnlyList<WorkflowGrant> NeededBy(WorkflowJob job) => job.Calls!.IsPlanAppWorkflow ? WorkflowGrants.PlanApp : WorkflowGrants.Plan;

    private static string Exactly(WorkflowJob job) =>
        $"In the job {job.Name} write `permissions: {{ {string.Join(", ", NeededBy(job).Select(grant => $"{grant.Scope}: {grant.Access}"))} }}`.";
}
