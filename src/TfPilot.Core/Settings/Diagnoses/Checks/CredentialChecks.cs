namespace TfPilot.Core.Settings;

/// <summary>Whether the job that plans could apply.</summary>
internal static class CredentialChecks
{
    private const string ReadOnly = "Give the plan a role of its own that may only read, and bind the one that applies to its `environment:` in the cloud's trust.";

    public static readonly IReadOnlyList<Check> All =
    [
        new("apply-in-pull-request", DiagnosisLevel.Error, "a job of pull requests that applies",
            "Code that nobody approved yet would change what runs.", Applies),
        new("plan-can-apply", DiagnosisLevel.Error, "a plan of pull requests with a role, secret or environment whose name says apply, admin, deploy or write",
            "A plan runs the pull request's code, which can use every right that the job has.", Writers),
        new("same-credentials", DiagnosisLevel.Error, "a plan of pull requests with the role, secret or environment of a job that applies",
            "What one pull request's code can read is enough to apply anything.", Shared),
        new("identity-in-plan", DiagnosisLevel.Error, "`id-token: write` in a job that runs the repository's code, in a workflow whose publish job proves who it is",
            "The code could ask for the identity of the trusted workflow and send evidence in its name.", Identities),
        new("apply-cancelled", DiagnosisLevel.Error, "`cancel-in-progress: true` over a job that applies",
            "An apply that is cancelled leaves its state locked and half of its changes made.", Cancelled),
    ];

    private static IEnumerable<Symptom> Applies(Examination examination) => examination.Steps
        .Where(step => step.Applies && step.Job.RunsForPulls && !WorkflowJob.Excludes(step.Condition))
        .Select(step => new Symptom(step.Where, $"The job {step.Job.Name} runs for pull requests and applies.", "Apply in a workflow of its own, `on: push` to the protected branch, with `environment:`."));

    private static IEnumerable<Symptom> Writers(Examination examination) => PlanCredentials(examination)
        .Where(found => Credentials.SoundsLikeWriting(found.Credential))
        .Select(found => new Symptom(found.Credential.Where, $"The job {found.Job.Name} plans pull requests with `{found.Credential.Text}`, which sounds as if it may change things.", ReadOnly));

    private static IEnumerable<Symptom> Shared(Examination examination)
    {
        var applying = examination.Jobs.Where(job => job.Applies)
            .SelectMany(job => Credentials.Of(job).Select(credential => (credential.Text, Where: job.Where)))
            .GroupBy(found => found.Text, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First().Where, StringComparer.OrdinalIgnoreCase);
        return PlanCredentials(examination)
            .Where(found => applying.ContainsKey(found.Credential.Text) && !Credentials.SoundsLikeWriting(found.Credential))
            .Select(found => new Symptom(found.Credential.Where, $"The job {found.Job.Name} plans pull requests with `{found.Credential.Text}`, with which {applying[found.Credential.Text]} applies.", ReadOnly));
    }

    private static IEnumerable<Symptom> Identities(Examination examination) =>
        from workflow in examination.Workflows
        where workflow.Jobs.Any(job => job.Publishes && job.Grants?.Allows("id-token", "write") == true)
        from job in workflow.Jobs
        where !job.Publishes && (job.Plans || job.Steps.Any(step => step.IsCheckout)) && job.Grants?.Allows("id-token", "write") == true
        select new Symptom(workflow.At(job.Grants!.Node), $"The job {job.Name} runs the repository's code and may ask for the identity with which the publish job sends evidence.",
            "Keep `id-token: write` in the publish job alone; plan with credentials that need none, or in another workflow.");

    private static IEnumerable<Symptom> Cancelled(Examination examination) =>
        from job in examination.Jobs
        where job.Applies
        from map in new[] { job.Map, job.Workflow.Root }
        let cancel = map.Map("concurrency")?.Find("cancel-in-progress") as Node.Scalar
        where cancel?.Text == "true"
        select new Symptom(job.Workflow.At(cancel), $"The next run cancels the job {job.Name} while it applies.", "Write `cancel-in-progress: false`: the next run then waits.");

    private static IEnumerable<(WorkflowJob Job, Credential Credential)> PlanCredentials(Examination examination) =>
        examination.Jobs.Where(job => job.RunsForPulls && job.Plans).SelectMany(job => Credentials.Of(job).Select(credential => (job, credential)));
}
