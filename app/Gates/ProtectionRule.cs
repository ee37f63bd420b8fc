using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.Delivery.Gates;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Answers GitHub's deployment protection rule before a job starts, with the conditions of the gate that need no plan.
/// The run is read from GitHub by its id; nothing else of the delivery is used.
/// </summary>
internal sealed class ProtectionRule(
    InstallationTokens tokens, GateFactsReader reader, AuditStore audit, ApplyApprovalNotifier notifier,
    TimeProvider clock,
    ILogger<ProtectionRule> log)
{
    /// <summary>The limit of projects of one environment that are checked for one job.</summary>
    private const int MaxProjects = 30;

    /// <param name="isFirst">Whether GitHub asks for the first time; only then a waiting deployment is commented on.
    /// </param>
    public async Task AnswerAsync(
        long installation, long repository, long run, string environment, bool isFirst, CancellationToken ct)
    {
        var installed = await tokens.GetClientAsync(installation, repository, TokenScope.ReadRuns, ct);
        var found = await installed.Client.ReadRunAsync(installed.Name, run, ct);
        var facts = await ComputeBudget.RunAsync(ComputeBudget.ForRequest,
            () => FactsAsync(installation, repository, found, environment, ct), ct);
        var answers = facts.Select(one => (one.Project, Answer: GateRules.Decide(one))).ToList();
        foreach (var (one, (_, decided)) in facts.Zip(answers).Where(
            one => one.First.Change?.MergeCommit == one.First.Caller.Commit))
            await notifier.AddAsync(installation, repository, one, decided, ct);
        var answer = ProtectionRules.Decide(environment, answers);
        if (answer.Verdict == ProtectionVerdict.Waiting && !isFirst) return;
        var writer = await tokens.GetClientAsync(installation, repository, TokenScope.AnswerDeployments, ct);
        try
        {
            await writer.Client.AnswerDeploymentAsync(writer.Name, run, environment,
                answer.Verdict == ProtectionVerdict.Waiting ? null : answer.Verdict == ProtectionVerdict.Approved,
                answer.Comment, ct);
        }
        catch (GitHubException answered) when (answered.Kind == GitHubErrorKind.Invalid)
        {
            log.WorkIncomplete($"The deployment protection rule of run {run}", answered.Message);
            return;
        }

        if (answer.Verdict != ProtectionVerdict.Waiting)
            await audit.AppendAsync(
                installation, GateAudit.OfProtection(facts[0], answer, repository), clock.GetUtcNow(), ct);
    }

    /// <summary>One for each project of the environment with a merged change; at least one.</summary>
    private async Task<IReadOnlyList<GateFacts>> FactsAsync(
        long installation, long repository, RepositoryRun run, string environment, CancellationToken ct)
    {
        var read = await tokens.GetClientAsync(installation, repository, TokenScope.Read, ct);
        var branch = $"refs/heads/{run.Branch}";
        var caller = new GateCaller(
            $"{read.Name}", run.IsFromFork ? "a fork's run" : run.Event, $"{read.Name}/{run.Path}@{branch}", branch,
            run.Head, run.Run, environment);
        var context = await reader.StartAsync(new(installation, repository, read), caller, ct);
        var projects = await reader.ProjectsAsync(context, environment, MaxProjects, ct);
        var facts = new List<GateFacts>();
        foreach (var project in projects.DefaultIfEmpty("any project"))
            facts.Add(await reader.ReadAsync(context, environment, project, project: null, ct));
        return facts;
    }
}
