using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// One condition for trusting a job. The objection says what is wrong and what to do; null when the condition is met.
/// </summary>
public sealed record TrustRule(string Id, string Summary, Func<ReportingJob, TrustSettings, string?> Objection);

/// <summary>The trust decision for evidence: empty, or every reason against it.</summary>
public sealed record Trust(IReadOnlyList<string> Objections)
{
    public bool IsTrusted => Objections.Count == 0;
}

/// <summary>
/// Decides which evidence is trusted. A job runs the commands of its workflow file, so the file must be on the trusted
/// list.
/// </summary>
public static class TrustRules
{
    public static readonly IReadOnlyList<TrustRule> All =
    [
        new("event",
            "The run was started by a pull request, by a merge queue, or manually with the default branch's workflow.",
            (job, _) => job switch
        {
            { Event: "pull_request" or "merge_group" } or { Event: "workflow_dispatch", IsFromDefaultBranch: true } =>
                null,
            { Event: "workflow_dispatch" } =>
                "the run was started manually with a workflow from a branch other than the default branch",
            _ => $"the run was started by {Quote(job.Event)}, not by pull_request",
        }),
        new("runner", "The job ran on a GitHub-hosted runner, unless self-hosted runners are allowed.",
            (job, settings) =>
            settings.AllowSelfHosted || job.RunnerEnvironment == "github-hosted" ? null
            : $"the job ran on {Quote(job.RunnerEnvironment)}, not on a github-hosted runner"),
        new("workflow", "The job's file is on the list of trusted workflows, at the same ref or commit.", Workflow),
        new("planning", "The job's file has no jobs that plan, because those run code of the pull request.", Planning),
    ];

    /// <summary>Our workflows with planning jobs, which may have an identity for clouds.</summary>
    private static readonly string[] PlanningFiles = ["tfpilot-plan.yml", "tfpilot-plan-app.yml"];

    private const string PublishingFile = "tfpilot-publish.yml";

    public static Trust Judge(ReportingJob job, TrustSettings settings) =>
        new([.. All.Select(rule => rule.Objection(job, settings)).OfType<string>()]);

    private static string? Workflow(ReportingJob job, TrustSettings settings) =>
        settings.Workflows.Count == 0
        ? "no workflow is trusted yet; add the publishing workflow to TFPILOT_TRUSTED_WORKFLOWS"
        : settings.Workflows.Any(trusted => IsMet(trusted, job)) ? null
        : $"the job is defined by {Quote(job.WorkflowRef)}, which is not on the list of trusted workflows";

    /// <summary>
    /// Applies even if the trusted list contains the file: the token does not show which job requested it.
    /// </summary>
    private static string? Planning(ReportingJob job, TrustSettings settings) =>
        job.WorkflowRef?.Split('@')[0].Split('/')[^1] is { } name && PlanningFiles.Contains(name)
            ? $"the job is defined by {name}, whose planning jobs run the pull request's code and may have the same " +
                $"identity; trust {PublishingFile} in its place"
            : null;

    /// <summary>Compared exactly. A ref may move; a commit cannot.</summary>
    private static bool IsMet(TrustedWorkflow trusted, ReportingJob job) => job.WorkflowRef is { } reference
        && (reference == $"{trusted}"
            || (trusted.Commit is { } commit && job.WorkflowCommit == commit
                && reference.StartsWith($"{trusted.File}@", StringComparison.Ordinal)));

    private static string Quote(string? text) => text is null ? "an unknown value" : $"'{VisibleText.Of(text)}'";
}
