using TfPilot.Core.Basics;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// What has to hold before a job may apply, written independently of the App's rules. Each condition has to hold at
/// some moment between the request and its answer.
/// </summary>
internal static class GateTruth
{
    /// <summary>The conditions that did not hold; empty when the answer may be <c>go</c>.</summary>
    /// <param name="plan">Null before the job has planned, as for a deployment protection rule.</param>
    /// <param name="from">The state at the request.</param>
    public static IReadOnlyList<string> Missing(
        World world, ApplyJob job, SimulatedPlan? plan, TokenKind token, int from)
    {
        var window = world.Since(from);
        var missing = new List<string>();
        if (token != TokenKind.Right) missing.Add($"a right token ({token})");
        if (!window.Exists(state => state.Settings.IsValid)) missing.Add("valid settings");
        if (plan is { IsEmpty: true }) return missing;
        if (plan is not null && OtherApply(world, job) is { } other) missing.Add($"the end of {other}");
        if (plan is not null && !window.Exists(state => !state.Settings.Blocks)) missing.Add("a policy that allows it");
        if (!window.Exists(state => !IsFrozen(state, job))) missing.Add("no freeze of the settings");
        var changes = Changes(world, job);
        if (changes.Count == 0) missing.Add("a merged change");
        else if (changes.Select(pull => Missing(world, job, plan, pull, window)).MinBy(one => one.Count) is { } best)
            missing.AddRange(best);
        return missing;
    }

    /// <summary>The conditions of the approved change that did not hold when it merged.</summary>
    public static IReadOnlyList<string> MissingAtMerge(World world, SimulatedPull pull, string environment)
    {
        var head = pull.Fake.Head;
        var written = world.Checks.Where(check => check.Key.Head == head.Text).Select(check => check.Value.From);
        var merged = world.MergedAt[pull.Number];
        return ApprovalTruth.Missing(
            pull.Number, head, environment, world.States.ToList()[written.DefaultIfEmpty(0).Max()..(merged + 1)],
            world.Evidence, world.GitHub);
    }

    private static List<string> Missing(
        World world, ApplyJob job, SimulatedPlan? plan, SimulatedPull pull, List<WorldState> window)
    {
        var (missing, environment) = (new List<string>(), job.Project.Environment);
        missing.AddRange(
            MissingAtMerge(world, pull, environment).Select(what => $"{what}, when #{pull.Number} merged"));
        if (plan is not null && !world.Evidence.Exists(
            sent => sent.Pull == pull.Number && sent.Head == pull.Fake.Head && sent.IsTrusted
                && sent.Plans.Any(known => known.Project == job.Project && known.Effect == plan.Effect)))
            missing.Add($"the approved plan, not '{plan.Effect}'");
        if (world.Recorded.Exists(one => one.Job.Project == job.Project && one.State < world.States.Count - window.Count
            && world.GitHub.IsLater(world.GitHub.Pulls[one.Pull], pull)))
            missing.Add("no later change was applied");
        if (!window.Exists(state => !state.Locks.Any(
            held => held.Environment == environment && held.Pull != pull.Number)))
            missing.Add("no lock of another change");
        return missing;
    }

    /// <summary>The change of the commit; if it does not change the project, earlier ones with the same files of it.
    /// </summary>
    private static List<SimulatedPull> Changes(World world, ApplyJob job)
    {
        var merged = world.GitHub.Pulls.Values.Where(
            pull => pull.Fake.State == "merged" && pull.Projects.Contains(job.Project)).ToList();
        var exact = merged.FindAll(pull => pull.Fake.MergedAs == job.Commit);
        var content = ContentAt(world, job.Commit, job);
        return exact.Count > 0 ? exact
            : merged.FindAll(pull => ContentAt(world, pull.Fake.MergedAs!.Value, job) == content);
    }

    private static string ContentAt(World world, CommitSha commit, ApplyJob job) =>
        world.GitHub.FilesAt(commit)[job.Project.File];

    private static bool IsFrozen(WorldState state, ApplyJob job) => state.Settings.FreezesProd
        && job.Project.Environment == "prod"
        && state.At.UtcDateTime.ToString("yyyy-MM-dd", null) == SimulatedSettings.FreezeDay;

    /// <summary>
    /// Another job that was allowed to change the environment and has neither ended nor tried to send its record.
    /// </summary>
    private static ApplyJob? OtherApply(World world, ApplyJob job) => world.Jobs.Find(
        other => other.Run.Id != job.Run.Id && other.Project.Environment == job.Project.Environment
            && other is { Allowed.IsEmpty: false, Record: null, IsRunning: true });
}
