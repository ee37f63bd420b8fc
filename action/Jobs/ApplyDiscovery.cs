using System.Buffers;
using System.Text;
using TfPilot.Action.Flows;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using ChangedFiles = TfPilot.Core.Environments.ChangedFiles;

namespace TfPilot.Action.Jobs;

/// <summary>Finds the projects and environments that a run of the apply workflow applies.</summary>
internal sealed class ApplyDiscovery(JobRequest request, ActionsRuntime actions)
{
    /// <summary>Those that a push changed; all when the run was not started by a push, or GitHub cannot say.</summary>
    public async Task<Validated<IReadOnlyList<PlanJob>>> FindAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, DateOnly today, CancellationToken ct)
    {
        var read = await JobSettingsFlow.ReadAsync(github, run, started, request.Config, today, ct);
        if (read.Problems.Count > 0) return new Validated<IReadOnlyList<PlanJob>>.Invalid(read.Problems);
        var changed = started is { Before: { } from, Head: { } to }
            ? await DiscoverJob.OfRangeAsync(github, run, from, to, ct) : ChangedFiles.Everything;
        var target = new ApplyTarget(request.Branch!, started.DefaultBranch, request.Environment, request.Name);
        var all = ChangedProjects.Find(changed, read.Settings, request.Source ?? ".");
        if (all is Validated<Discovery>.Valid(var known))
            all = await DestroyedProjects.AddAsync(
                github, run.Repository, known, read.Settings, started.Head ?? run.Commit, ct);
        return all.Then(found => ApplyJobs.Of(
            PlanMatrix.Jobs(WithoutSettings(found)), read.Settings.Environments, read.Settings.Needs, target));
    }

    public void Publish(IReadOnlyList<PlanJob> jobs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        DiscoveryJson.WriteApplies(jobs, buffer);
        actions.SetOutput(JobOutputs.Matrix, Encoding.UTF8.GetString(buffer.WrittenSpan));
        actions.SetOutput(JobOutputs.Any, jobs.Count > 0 ? "true" : "false");
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.Discovered.Word());
        actions.WriteUntrusted(jobs.Count == 0 ? "Nothing to apply."
            : string.Join('\n', jobs.Select(job => $"{(job.DestroyAt is null ? "apply" : "destroy")} {job.Label}")));
    }

    /// <summary>A change of the settings alone plans every project of a pull request, but applies none.</summary>
    private static Discovery WithoutSettings(Discovery found) => found with
    {
        Projects = [.. found.Projects.Where(
            project => project.Reasons.Any(reason => reason.Kind != PlanReasonKind.Settings))],
    };
}
