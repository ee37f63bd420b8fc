using System.Text.Json.Nodes;
using TfPilot.App.Evidence;
using TfPilot.App.Gates;
using TfPilot.App.Records;
using TfPilot.Delivery.Records;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>What jobs do: they send plans, ask the gate, apply, and send records.</summary>
internal sealed class JobActions(World world, Process process)
{
    private const double WrongRate = 0.1;
    private const double LostReplyRate = 0.05;

    private static readonly TokenKind[] WrongTokens = Enum.GetValues<TokenKind>()[1..];

    private static readonly TokenKind[] WrongPlanTokens =
        [TokenKind.Forged, TokenKind.OtherAudience, TokenKind.Expired, TokenKind.OtherRepository];

    private long lastRun = 100;

    /// <summary>The possible actions with their weights.</summary>
    public IEnumerable<(int Weight, Func<Task> Act)> All()
    {
        if (world.GitHub.Open is { Count: > 0 } open) yield return (14, () => PlanAsync(world.Pick(open)));
        var merged = world.GitHub.Pulls.Values.Where(pull => pull.Fake.State == "merged").ToList();
        if (merged.Find(pull => !world.Jobs.Exists(job => job.Commit == pull.Fake.MergedAs)) is { } last)
            yield return (40, () => Begin(last));
        if (merged.Count > 0) yield return (1, () => Begin(world.Pick(merged)));
        if (world.Jobs.Count == 0) yield break;
        yield return (2, () => Repeat(world.Pick(world.Jobs)));
        yield return (1, () => Vanish(world.Pick(world.Jobs)));
        var waiting = world.Jobs.FindAll(job => job is { IsRunning: true, Allowed: null });
        if (waiting.Count > 0) yield return (25, () => AskAsync(world.Pick(waiting)));
        var allowed = world.Jobs.FindAll(job => job is { IsRunning: true, Allowed: not null, IsRecorded: false });
        if (allowed.Count > 0) yield return (25, () => RecordAsync(world.Pick(allowed)));
    }

    /// <summary>A run of the plan workflow sends what it would do, mostly as it should.</summary>
    public Task PlanAsync(SimulatedPull pull) => PlanAsync(
        pull, isTrusted: !world.Chance(WrongRate),
        world.Chance(WrongRate) ? world.Pick(WrongPlanTokens) : TokenKind.Right, isComplete: !world.Chance(WrongRate));

    public async Task PlanAsync(SimulatedPull pull, bool isTrusted, TokenKind token, bool isComplete)
    {
        var (files, run) = (world.GitHub.Merged(pull), ++lastRun);
        IReadOnlyList<SimulatedPlan> plans = [.. pull.Projects.Skip(isComplete ? 0 : 1)
            .Select(project => new SimulatedPlan(project, world.GitHub.Applied[project.Name], files[project.File]))];
        if (plans.Count == 0) return;
        var sent = new SentEvidence(
            pull.Number, pull.Fake.Head, world.GitHub.Repository.DefaultHead, run, plans,
            isTrusted && token == TokenKind.Right, world.States.Count)
        { At = world.Clock.GetUtcNow() };
        world.Evidence.Add(sent);
        var request = SimulatedJobs.Plan(pull, run, SimulatedPlan.Facts(plans), isTrusted, token, world.Clock);
        world.Trace.Add($"run {run} plans #{pull.Number}: {string.Join(", ", plans.Select(plan => plan.Effect))}");
        await process.StartAsync($"evidence of run {run}", async () =>
        {
            var reply = await process.Part<EvidenceIntake>().ReceiveAsync(request, default);
            world.Trace.Add($"      {reply.Status}, trusted {reply.Body["trusted"]}");
            if (token != TokenKind.Right && reply.Status < 400)
                world.Violations.Add($"evidence with a wrong token ({token}) was accepted");
            if (reply.Status == 202 && (bool)reply.Body["trusted"]! && !isTrusted)
                world.Violations.Add("evidence of an untrusted workflow was trusted");
            sent.IsAccepted = reply.Status == 202;
        });
    }

    /// <summary>Runs of the apply workflow start at the merge commit; some wait for the protection rule.</summary>
    private Task Begin(SimulatedPull pull)
    {
        foreach (var project in pull.Projects)
        {
            var run = new FakeRun(++lastRun, SimulatedJobs.ApplyWorkflow, pull.Fake.MergedAs!.Value);
            world.GitHub.Repository.Runs.Add(run);
            world.Jobs.Add(new(run, project, pull.Fake.MergedAs!.Value));
            world.Trace.Add($"{world.Jobs[^1]} begins");
            if (world.Chance(0.5)) AskProtection(run, project.Environment);
        }

        return Task.CompletedTask;
    }

    private void AskProtection(FakeRun run, string environment)
    {
        run.Pending.Add(environment);
        world.Deliveries.Send("deployment_protection_rule", new JsonObject
        {
            ["action"] = "requested",
            ["environment"] = environment,
            ["deployment_callback_url"] =
                $"https://github.test/api/repos/acme/infra/actions/runs/{run.Id}/deployment_protection_rule",
        });
    }

    private Task Repeat(ApplyJob job)
    {
        if (job.IsRunning && !job.IsRecorded) return Task.CompletedTask;
        (job.Attempt, job.Run.Attempt, job.Run.IsCompleted) = (job.Attempt + 1, job.Attempt + 1, false);
        (job.Allowed, job.Record, job.IsRecorded, job.IsApplied) = (null, null, false, false);
        world.Trace.Add($"{job} begins again");
        return Task.CompletedTask;
    }

    /// <summary>The runner is lost; GitHub ends the run some time later.</summary>
    private Task Vanish(ApplyJob job)
    {
        job.Run.IsCompleted = true;
        world.Trace.Add($"{job} is gone");
        return Task.CompletedTask;
    }

    private async Task AskAsync(ApplyJob job)
    {
        var token = world.Chance(WrongRate) ? world.Pick(WrongTokens) : TokenKind.Right;
        var content = world.Chance(WrongRate) ? "# tampered" : world.GitHub.FilesAt(job.Commit)[job.Project.File];
        var plan = new SimulatedPlan(job.Project, world.GitHub.Applied[job.Project.Name], content);
        var request = SimulatedJobs.Apply(job, SimulatedPlan.Facts(plan), token, world.Clock);
        var (from, attempt, isLost) = (world.States.Count - 1, job.Attempt, world.Chance(LostReplyRate));
        world.Trace.Add($"{job} asks with '{plan.Effect}' and token {token}");
        await process.StartAsync($"gate for run {job.Run.Id}", async () =>
        {
            var reply = await process.Part<GateIntake>().ReceiveAsync(request, default);
            var isGo = reply.Status == 200 && (string?)reply.Body["answer"] == "go";
            var rules = reply.Body["reasons"]?.AsArray().Select(reason => (string?)reason!["rule"]) ?? [];
            world.Trace.Add($"      {reply.Status} {reply.Body["answer"]} {string.Join(", ", rules)}");
            if (!isGo) return;
            foreach (var missing in GateTruth.Missing(world, job, plan, token, from))
                world.Violations.Add($"{job} may apply '{plan.Effect}' without {missing}");
            if (!isLost && attempt == job.Attempt && job.IsRunning) job.Allowed = plan;
        });
    }

    /// <summary>Terraform applies the allowed plan, once, and the job sends what happened, perhaps again.</summary>
    private async Task RecordAsync(ApplyJob job)
    {
        if (job.Record is null)
        {
            var status = job.Allowed!.IsEmpty ? ApplyStatus.Nothing
                : world.Chance(0.8) ? ApplyStatus.Applied : ApplyStatus.Failed;
            if (status == ApplyStatus.Applied) world.GitHub.Applied[job.Project.Name] = job.Allowed.After;
            job.IsApplied = status != ApplyStatus.Failed;
            job.Record = SimulatedJobs.Record(job, status, world.Clock.GetUtcNow());
            world.Trace.Add($"{job}: {status}");
        }

        var request = SimulatedJobs.Apply(job, job.Record, TokenKind.Right, world.Clock);
        var (attempt, isApplied) = (job.Attempt, job.IsApplied);
        await process.StartAsync($"record of run {job.Run.Id}", async () =>
        {
            var reply = await process.Part<RecordIntake>().ReceiveAsync(request, default);
            world.Trace.Add($"      {reply.Status}");
            if (reply.Status == 403 && $"{reply.Body["detail"]}".StartsWith("The gate", StringComparison.Ordinal))
                world.Violations.Add($"the record of {job}, which was allowed, was refused: {reply.Body["detail"]}");
            if (reply.Status != 200 || attempt != job.Attempt || job.IsRecorded) return;
            job.IsRecorded = true;
            if (isApplied && reply.Body["pull"] is { } pull)
                world.Recorded.Add((job, (int)pull, world.States.Count - 1));
        });
    }
}
