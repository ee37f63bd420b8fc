using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>What a job must be to be believed. The objection says what it is instead and what to do; null where there is none.</summary>
public sealed record TrustRule(string Id, string Summary, Func<ReportingJob, TrustSettings, string?> Objection);

/// <summary>Whether evidence counts, or every reason why it does not.</summary>
public sealed record Trust(IReadOnlyList<string> Objections)
{
    public bool IsGiven => Objections.Count == 0;
}

/// <summary>Whose evidence is believed? A job runs what its file says, so it is believed when that file is one we know.</summary>
public static class TrustRules
{
    public static readonly IReadOnlyList<TrustRule> All =
    [
        new("event", "The run was started by a pull request, by a merge queue, or by hand with the workflow of the default branch.", (job, _) => job switch
        {
            { Event: "pull_request" or "merge_group" } or { Event: "workflow_dispatch", IsOfDefaultBranch: true } => null,
            { Event: "workflow_dispatch" } => "the run was started by hand with a workflow of another branch than the default branch",
            _ => $"the run was started by {Shown(job.Event)}, not by pull_request",
        }),
        new("runner", "The job ran on a machine of GitHub's, unless others are allowed.", (job, settings) =>
            settings.AllowSelfHosted || job.RunnerEnvironment == "github-hosted" ? null
            : $"the job ran on {Shown(job.RunnerEnvironment)}, not on a github-hosted runner"),
        new("workflow", "The job's file is on the list of trusted workflows, at the same ref or commit.", Workflow),
    ];

    public static Trust Judge(ReportingJob job, TrustSettings settings) =>
        new([.. All.Select(rule => rule.Objection(job, settings)).OfType<string>()]);

    private static string? Workflow(ReportingJob job, TrustSettings settings) =>
        settings.Workflows.Count == 0 ? "no workflow is trusted yet; list the one that publishes in TFPILOT_TRUSTED_WORKFLOWS"
        : settings.Workflows.Any(trusted => IsMet(trusted, job)) ? null
        : $"the job is defined by {Shown(job.WorkflowRef)}, which is not on the list of trusted workflows";

    /// <summary>Letter by letter; a ref may move, a commit may not.</summary>
    private static bool IsMet(TrustedWorkflow trusted, ReportingJob job) => job.WorkflowRef is { } reference
        && (reference == $"{trusted}" || (trusted.Commit is { } commit && job.WorkflowCommit == commit && reference.StartsWith($"{trusted.File}@", StringComparison.Ordinal)));

    private static string Shown(string? text) => text is null ? "something that GitHub does not name" : $"'{VisibleText.Of(text)}'";
}
