namespace TfPilot.Core.Settings;

/// <summary>Checks that the planning job cannot apply.</summary>
internal static class CredentialChecks
{
    private const string ReadOnly =
        "Use a separate read-only role for plans, and restrict the apply role to its `environment:` in the cloud's " +
        "trust policy.";

    public static readonly IReadOnlyList<Check> All =
    [
        new("apply-in-pull-request", DiagnosisLevel.Error, "a pull request job that applies",
            "Unapproved code would change the infrastructure.", Applies),
        new("plan-can-apply", DiagnosisLevel.Error,
            "a pull request plan with a role, secret or environment named like apply, admin, deploy or write",
            "A plan runs the pull request's code with all permissions of the job.", Writers),
        new("same-credentials", DiagnosisLevel.Error,
            "a pull request plan with the role, secret or environment of an apply job",
            "The code of any pull request can read credentials that allow it to apply.", Shared),
        new("identity-in-plan", DiagnosisLevel.Error,
            "`id-token: write` in a job that runs the repository's code, in a workflow whose publish job uses OIDC",
            "The code could request the trusted workflow's identity token and send forged evidence.", Identities),
        new("apply-cancelled", DiagnosisLevel.Error, "`cancel-in-progress: true` for a job that applies",
            "A cancelled apply leaves the state locked and its changes incomplete.", Cancelled),
    ];

    private static IEnumerable<DoctorFinding> Applies(DoctorContext context) => context.Steps
        .Where(step => step.Applies && step.Job.RunsForPulls && !step.Job.Excludes(step.Condition))
        .Select(step => new DoctorFinding(step.Where, $"The job {step.Job.Name} runs for pull requests and applies.",
            "Apply in a separate workflow, `on: push` to the protected branch, with `environment:`."));

    private static IEnumerable<DoctorFinding> Writers(DoctorContext context) => PlanCredentials(context)
        .Where(found => Credentials.SoundsLikeWriting(found.Credential))
        .Select(found => new DoctorFinding(found.Credential.Where,
            $"The job {found.Job.Name} plans pull requests with `{found.Credential.Text}`, which appears to " +
                "allow changes.", ReadOnly));

    private static IEnumerable<DoctorFinding> Shared(DoctorContext context)
    {
        var applying = context.Jobs.Where(job => job.Applies)
            .SelectMany(job => Credentials.Of(job).Select(credential => (credential.Text, Where: job.Where)))
            .GroupBy(found => found.Text, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Where, StringComparer.OrdinalIgnoreCase);
        return PlanCredentials(context)
            .Where(found => applying.ContainsKey(found.Credential.Text)
                && !Credentials.SoundsLikeWriting(found.Credential))
            .Select(found => new DoctorFinding(found.Credential.Where,
                $"The job {found.Job.Name} plans pull requests with `{found.Credential.Text}`, which " +
                    $"{applying[found.Credential.Text]} uses to apply.", ReadOnly));
    }

    private static IEnumerable<DoctorFinding> Identities(DoctorContext context) =>
        from workflow in context.Workflows
        where workflow.Jobs.Any(job => job.Publishes && job.Grants?.Allows("id-token", "write") == true)
        from job in workflow.Jobs
        where !job.Publishes && (job.Plans || job.Steps.Any(step => step.IsCheckout))
            && job.Grants?.Allows("id-token", "write") == true
        select new DoctorFinding(workflow.At(job.Grants!.Node),
            $"The job {job.Name} runs the repository's code and can request the identity token that " +
                "authenticates evidence.",
            "Grant `id-token: write` only to the publish job; plan with credentials that do not need it, or in " +
                "another workflow.");

    private static IEnumerable<DoctorFinding> Cancelled(DoctorContext context) =>
        from job in context.Jobs
        where job.Applies
        from map in new[] { job.Map, job.Workflow.Root }
        let cancel = map.Map("concurrency")?.Find("cancel-in-progress") as Node.Scalar
        where cancel?.Text == "true"
        select new DoctorFinding(job.Workflow.At(cancel), $"The next run cancels the job {job.Name} while it applies.",
            "Set `cancel-in-progress: false`, so that the next run waits.");

    private static IEnumerable<(WorkflowJob Job, Credential Credential)> PlanCredentials(DoctorContext context) =>
        context.Jobs.Where(job => job.RunsForPulls && job.Plans)
        .SelectMany(job => Credentials.Of(job).Select(credential => (job, credential)));
}
