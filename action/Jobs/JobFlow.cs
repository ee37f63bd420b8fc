using TfPilot.Action.Basics;
using TfPilot.Action.Commands;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Runs the Action's step: reads the run, the event and the default branch, evaluates the plans, and publishes the
/// results.
/// </summary>
internal sealed class JobFlow(
    JobRequest request, ActionsRuntime actions, Terminal terminal, HttpClient http,
    Func<GitHubToken, Validated<GitHubClient>> connect, DateOnly today)
{
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (ValueOrReport(actions.ReadRun()) is not { } run || ValueOrReport(actions.ReadEvent()) is not { } started)
            return End(ReasonCode.BadInput);
        if (ForkGuard.Refuse(started, ForkGuard.IsPrivileged(started) ? GitCheckouts.Find(".") : [],
            run.Commit) is { } refused) return Stop(refused, ReasonCode.ForkRefused);
        if (request.Token is not { } token) return Stop(NoToken, ReasonCode.BadInput);
        if (ValueOrReport(connect(new GitHubToken(token))) is not { } github) return End(ReasonCode.BadInput);
        if (request.FromDispatch is { } dispatched && started.Name == "workflow_dispatch")
            started = started with { Pull = dispatched.Pull, Head = dispatched.Head };
        try
        {
            return request.Command switch
            {
                JobCommand.Discover => await DiscoverAsync(github, run, started, ct),
                JobCommand.Applied => await FreezeAsync(github, run, started, ct),
                _ => await ReviewAsync(github, run, started, ct),
            };
        }
        catch (GitHubException unavailable)
        {
            return Stop(new("GitHub", unavailable.Message), ReasonCode.GitHubUnavailable);
        }
    }

    private static GitHubTimeouts DecisionTimeouts { get; } = GitHubTimeouts.Default
        with
    { RetryBudget = TimeSpan.FromSeconds(30) };

    private static Problem NoToken { get; } = new(
        "github-token",
        "There is no token to read the settings of the default branch, so nothing was evaluated: grant " +
            "`contents: read` and keep the default of the input github-token.");

    private async Task<int> ReviewAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, CancellationToken ct)
    {
        var preparing = Task.Run(ReviewMarkdown.Prepare, ct);
        var settings = await JobSettingsFlow.ReadAsync(github, run, started, request.Config, today, ct);
        if (request is { Command: JobCommand.Review, Batch: { } batch })
            return await BatchAsync(batch, github, run, started, settings, ct);
        var job = new ReviewJob(request, settings, today);
        var judged = job.Judge(await JobIgnores.ReadAsync(github, run, settings, job.IgnoreFolders, ct));
        await preparing;
        var telling = new ReviewPublisher(request, actions, terminal, judged, settings, OriginOf(run, started, judged));
        var commenting = Task.Run(() => CommentAsync(github, run, started, telling, ct), ct);
        var areWritten = telling.PublishAll();
        if (request.Command == JobCommand.Publish) PlanSeconds.Save(request);
        Report(await commenting);
        var isHandedOver = request is { Command: JobCommand.Publish, App: { } app }
            && await SendEvidenceAsync(app, started, judged.Facts, ct);
        if (!areWritten) return End(ReasonCode.Incomplete);
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCodes.Of(judged.Review.Verdict).Word());
        return ExitCode(judged.Review.Verdict, isHandedOver);
    }

    /// <summary>Reviews each plan separately: a missing or unreadable plan does not affect the others.</summary>
    private async Task<int> BatchAsync(
        IReadOnlyList<PlanLine> batch, GitHubClient github, WorkflowRun run, ActionsEvent started, JobSettings settings,
        CancellationToken ct)
    {
        var isWhole = true;
        foreach (var (line, number) in batch.Select((line, index) => (line, index + 1)))
        {
            var one = PlanSeconds.RequestOf(request, line, number);
            if (!File.Exists(one.Plans[0]))
            {
                Report(new Problem(
                    line.Name, $"{VisibleText.Of(line.Name)} has no plan; see the log of the preceding step."));
                continue;
            }

            var job = new ReviewJob(one, settings, today);
            if (line.IsDestroy && !job.LeavesNothing)
            {
                Report(new Problem(line.Name,
                    $"The plan of the deleted project {VisibleText.Of(line.Name)} does not destroy everything: pass " +
                        $"the arguments of plan-command to the plan, among them {PlanLine.DestroyOption}."));
                isWhole = false;
                continue;
            }

            var judged = job.Judge(await JobIgnores.ReadAsync(github, run, settings, job.IgnoreFolders, ct));
            isWhole &= new ReviewPublisher(one, actions, terminal, judged, settings,
                OriginOf(run, started, judged)).PublishAll() && judged.Review.Verdict != Verdict.Error;
            PlanSeconds.CopyToFacts(one);
        }

        actions.SetOutput(JobOutputs.ReasonCode, (isWhole ? ReasonCode.Pass : ReasonCode.Incomplete).Word());
        return isWhole ? 0 : ExitCodes.BadUsage;
    }

    private async Task<int> DiscoverAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, CancellationToken ct)
    {
        if (request.Branch is not null) return await FindAppliesAsync(github, run, started, ct);
        var found = await DiscoverJob.FindAsync(github, run, started, request.Config, request.Source ?? ".", today, ct);
        if (found is Validated<Discovery>.Valid(var all) && await HasAcceptedPlansAsync(all, run, started, ct))
        {
            actions.Annotate(
                new(AnnotationLevel.Notice,
                    "Only the settings changed, and the App evaluates the last accepted plans: nothing is planned.",
                    "settings"));
            actions.SetOutput(JobOutputs.Accepted, "true");
            found = all with { Projects = [] };
        }

        if (found.Then(discovery => DiscoverJob.Publish(
            discovery, request.Durations, actions, terminal)) is Validated<int>.Invalid(var problems))
        {
            foreach (var problem in problems) Report(problem);
            return End(ReasonCode.Incomplete);
        }

        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.Discovered.Word());
        return 0;
    }

    private async Task<int> FindAppliesAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, CancellationToken ct)
    {
        var discovery = new ApplyDiscovery(request, actions);
        if (ValueOrReport(await discovery.FindAsync(github, run, started, today, ct)) is not { } jobs)
            return End(ReasonCode.Incomplete);
        discovery.Publish(jobs);
        return 0;
    }

    /// <summary>
    /// False for manual runs, which are started to plan, and in merge queues, where each plan is new.
    /// </summary>
    private async Task<bool> HasAcceptedPlansAsync(
        Discovery discovery, WorkflowRun run, ActionsEvent started, CancellationToken ct) =>
        discovery.IsOfSettingsAlone && request is { App: { } app, FromDispatch: null, Token: { } token }
        && started is { Pull: { } pull, Head: { } head }
        && started.Name.StartsWith("pull_request", StringComparison.Ordinal)
        && await new DecisionCaller(http, DecisionTimeouts).HasAcceptedPlansAsync(
            app.Url, new(token), run.Repository, pull, head, ct);

    /// <summary>After a merge the event names no pull request; it is found by the merge commit.</summary>
    private async Task<int> FreezeAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, CancellationToken ct)
    {
        var pull = started.Pull
            ?? (run.Commit is { } commit
                && await github.FindMergedPullsAsync(run.Repository, commit, ct) is [var merged, ..] ? merged : null);
        var key = request.CommentKey
            ?? (await JobSettingsFlow.ReadAsync(
                github, run, started with { Pull = null }, request.Config, today, ct)).Settings.Comment.Key;
        var url = pull is null ? null
            : await new CommentFlow(github, run.Repository, pull.Value).FreezeAsync(key, run.Link.AbsoluteUri, ct);
        if (url is null)
            actions.Annotate(
                new(AnnotationLevel.Notice, "There is no pull request comment to freeze.", "applied"));
        actions.SetOutput(JobOutputs.CommentUrl, url?.AbsoluteUri ?? "");
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.Applied.Word());
        return 0;
    }

    /// <summary>A failed comment does not fail the step: the summary contains the same review.</summary>
    private async Task<CommentResult> CommentAsync(
        GitHubClient github, WorkflowRun run, ActionsEvent started, ReviewPublisher telling, CancellationToken ct)
    {
        if (!request.WritesComment) return CommentResult.NotWanted;
        if (started.Pull is not { } pull)
            return CommentResult.Without(
                $"This run ({VisibleText.Of(started.Name)}) belongs to no pull request: the job summary " +
                    "contains the review.");
        try
        {
            return await new CommentFlow(github, run.Repository, pull).RunAsync(telling.Draft(), ct);
        }
        catch (GitHubException refused)
        {
            return CommentResult.Without(
                $"{refused.Message} The job summary contains the review.")
                    with
            { IsFailure = refused.Kind is GitHubErrorKind.RateLimited or GitHubErrorKind.Unavailable };
        }
    }

    /// <returns>Whether the App trusts the evidence; then its check waits for approvals instead of this step.</returns>
    private async Task<bool> SendEvidenceAsync(
        AppAddress app, ActionsEvent started, ReviewFacts facts, CancellationToken ct)
    {
        var outcome = await new EvidenceFlow(app, actions, http).RunAsync(
            started, started.Name == "workflow_dispatch" ? request.FromDispatch : null, facts, ct);
        actions.SetOutput(JobOutputs.Evidence, outcome.Word);
        if (request.Config != TrustedSettings.AppPath)
            actions.Annotate(new(AnnotationLevel.Warning, OtherSettings, "config"));
        actions.Annotate(new(outcome.Level, outcome.Sentence, "evidence"));
        return outcome.IsTrusted;
    }

    private string OtherSettings =>
        $"This review used the settings in {VisibleText.Of(request.Config)}, but the App only uses " +
        $"{TrustedSettings.AppPath} on the default branch. Move the settings there and remove the input `config`.";

    private void Report(CommentResult result)
    {
        if (result == CommentResult.NotWanted) return;
        actions.SetOutput(JobOutputs.CommentUrl, result.Url?.AbsoluteUri ?? "");
        if (result.Reason is { } why)
            actions.Annotate(
                new(result.IsFailure ? AnnotationLevel.Warning : AnnotationLevel.Notice, why, "no comment"));
    }

    private static ReviewOrigin OriginOf(WorkflowRun run, ActionsEvent started, JudgedJob judged) =>
        new(started.Head ?? run.Commit ?? default, new(run.Id, run.Attempt), Product.Version)
        {
            BaseBranch = started.BaseBranch,
            Base = started.Base,
            PlannedAt = judged.PlannedAt,
            RunUrl = run.Link.AbsoluteUri,
        };

    private int ExitCode(Verdict verdict, bool isHandedOver) => verdict == Verdict.Error ? ExitCodes.BadUsage
        : isHandedOver && verdict == Verdict.NeedsApproval && request.FailOn == Verdict.NeedsApproval ? 0
        : verdict >= request.FailOn ? 1 : 0;

    private T? ValueOrReport<T>(Validated<T> read)
        where T : class
    {
        if (read is Validated<T>.Valid(var value)) return value;
        foreach (var problem in ((Validated<T>.Invalid)read).Problems) Report(problem);
        return null;
    }

    private int Stop(Problem problem, ReasonCode code)
    {
        Report(problem);
        return End(code);
    }

    private int End(ReasonCode code)
    {
        actions.SetOutput(JobOutputs.ReasonCode, code.Word());
        return ExitCodes.BadUsage;
    }

    private void Report(Problem problem) =>
        actions.Annotate(
            new(AnnotationLevel.Error,
                problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? problem.Message
                    : $"{problem.Path}: {problem.Message}", "tfpilot"));
}
