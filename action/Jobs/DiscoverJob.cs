using System.Buffers;
using System.Text;
using TfPilot.Action.Commands;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Calls;
using ChangedFiles = TfPilot.Core.Environments.ChangedFiles;

namespace TfPilot.Action.Jobs;

/// <summary>Which projects the run has to plan: those the pull request concerns, or all where there is none.</summary>
internal static class DiscoverJob
{
    public static async Task<Validated<Discovery>> FindAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, string config, string source, DateOnly today, CancellationToken ct)
    {
        var settings = await JobSettingsFlow.ReadAsync(github, run, started, config, today, ct);
        if (settings.Problems.Count > 0) return new Validated<Discovery>.Invalid(settings.Problems);
        var changed = started.Pull is { } pull ? (await github.ListChangedFilesAsync(run.Repository, pull, ct)).ToChanges()
            : started is { Name: "merge_group", Base: { } from, Head: { } to } ? await OfGroupAsync(github, run, from, to, ct)
            : ChangedFiles.Everything;
        return DiscoverFlow.Discover(changed, settings.Settings, source);
    }

    /// <summary>Of more files than GitHub names anything may be one.</summary>
    private static async Task<ChangedFiles> OfGroupAsync(GitHubClient github, WorkflowRun run, CommitSha from, CommitSha to, CancellationToken ct) =>
        await github.CompareAsync(run.Repository, from, to, ct) is { IsAhead: true, IsComplete: true } found ? found.Changes.ToChanges() : ChangedFiles.Everything;

    /// <summary>Hands the jobs to the matrix and tells what no plan covers.</summary>
    public static Validated<int> Tell(Discovery discovery, ActionsRuntime actions, Terminal terminal) => PlanMatrix.Fitting(discovery).Then<int>(jobs =>
    {
        actions.WriteUntrusted(DiscoveryText.Write(discovery, terminal.Style).TrimEnd('\n'));
        foreach (var orphan in discovery.Orphaned) actions.Annotate(new(AnnotationLevel.Warning, ExpectedReview.Orphan(orphan.Path), "state orphaned"));
        foreach (var path in discovery.Unmapped) actions.Annotate(new(AnnotationLevel.Warning, "No project and no environment claims this Terraform file, so no plan shows what it changes.", "not mapped", path));
        var matrix = new ArrayBufferWriter<byte>();
        DiscoveryJson.WriteMatrix(jobs, matrix);
        actions.SetOutput(JobOutputs.Matrix, Encoding.UTF8.GetString(matrix.WrittenSpan));
        actions.SetOutput(JobOutputs.Projects, ExpectedReview.Write(jobs, discovery.Orphaned));
        actions.SetOutput(JobOutputs.Any, jobs.Count > 0 ? "true" : "false");
        return 0;
    });
}
