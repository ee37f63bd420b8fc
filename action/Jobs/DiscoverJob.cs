using System.Buffers;
using System.Text;
using TfPilot.Action.Basics;
using TfPilot.Action.Commands;
using TfPilot.Action.Flows;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using ChangedFiles = TfPilot.Core.Environments.ChangedFiles;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Finds the projects that the run must plan: those affected by the pull request, or all without a pull request.
/// </summary>
internal static class DiscoverJob
{
    /// <summary>GitHub counts two bytes per character and accepts 1 MiB of outputs from a job.</summary>
    private const int MaxOutputs = 500_000;

    /// <summary>The runner shows at most ten per step.</summary>
    private const int MaxAnnotations = 10;

    public static async Task<Validated<Discovery>> FindAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, string config, string source, DateOnly today,
        CancellationToken ct)
    {
        var settings = await JobSettingsFlow.ReadAsync(github, run, started, config, today, ct);
        if (settings.Problems.Count > 0) return new Validated<Discovery>.Invalid(settings.Problems);
        var changed = started.Pull is { } pull
            ? (await github.ListChangedFilesAsync(run.Repository, pull, ct)).ToChanges()
            : started is { Name: "merge_group", Base: { } from, Head: { } to }
            ? await OfRangeAsync(github, run, from, to, ct)
            : ChangedFiles.Everything;
        return ChangedProjects.Find(changed, settings.Settings, source) switch
        {
            Validated<Discovery>.Valid(var found) => await DestroyedProjects.AddAsync(
                github, run.Repository, found, settings.Settings,
                started.Base ?? (started.Pull is null ? started.Head : null) ?? run.Commit, ct),
            var problems => problems,
        };
    }

    /// <summary>
    /// The files that differ between two commits. If GitHub's list is truncated, or the second commit does not follow
    /// the first, any file may have changed.
    /// </summary>
    public static async Task<ChangedFiles> OfRangeAsync(
        GitHubClient github, WorkflowRun run, CommitSha from, CommitSha to, CancellationToken ct) =>
        await github.CompareAsync(run.Repository, from, to, ct) is { IsAhead: true, IsComplete: true } found
        ? found.Changes.ToChanges() : ChangedFiles.Everything;

    /// <summary>Sets the matrix of jobs and reports the changes that no plan covers.</summary>
    /// <param name="durations">A file with the durations of earlier plans; null without one.</param>
    public static Validated<int> Publish(
        Discovery discovery, string? durations, ActionsRuntime actions, Terminal terminal)
    {
        var jobs = PlanMatrix.Jobs(discovery);
        return PlanBatches.Of(jobs, PlanDurations.Read(durations)).Then<int>(batches =>
        {
            var (matrix, batched, projects) = (Matrix(jobs), Batched(batches), ExpectedReview.Write(jobs, discovery));
            if (batched.Length + projects.Length > MaxOutputs) return TooLong(jobs);
            actions.WriteUntrusted(DiscoveryText.Write(discovery, terminal.Style).TrimEnd('\n'));
            Annotate(discovery, actions);
            if (jobs.Count <= PlanMatrix.MaxJobs && matrix.Length + batched.Length + projects.Length <= MaxOutputs)
                actions.SetOutput(JobOutputs.Matrix, matrix);
            actions.SetOutput(JobOutputs.Batches, batched);
            actions.SetOutput(JobOutputs.Projects, projects);
            actions.SetOutput(JobOutputs.Any, jobs.Count > 0 ? "true" : "false");
            return 0;
        });
    }

    private static void Annotate(Discovery discovery, ActionsRuntime actions)
    {
        foreach (var orphan in discovery.Orphaned.Take(MaxAnnotations))
            actions.Annotate(new(AnnotationLevel.Warning, ExpectedReview.Orphan(orphan.Path), "state orphaned"));
        foreach (var path in discovery.Unmapped.Take(MaxAnnotations))
            actions.Annotate(
                new(AnnotationLevel.Warning, "This file belongs to no project, so no plan covers it.",
                    "not mapped", path));
    }

    private static Problem TooLong(IReadOnlyList<PlanJob> jobs) => new(
        "matrix", $"The list of {jobs.Count} plans exceeds GitHub's 1 MB limit for job outputs. Split the repository " +
            "into several workflows (source, config).");

    private static string Matrix(IReadOnlyList<PlanJob> jobs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        DiscoveryJson.WriteMatrix(jobs, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Batched(IReadOnlyList<PlanBatch> batches)
    {
        var buffer = new ArrayBufferWriter<byte>();
        DiscoveryJson.WriteBatches(batches, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
