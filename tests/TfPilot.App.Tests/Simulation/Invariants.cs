using System.Globalization;
using System.Text.Json.Nodes;
using TfPilot.Core.Audit;

namespace TfPilot.App.Tests.Simulation;

/// <summary>What holds after every step, whatever fails.</summary>
internal sealed class Invariants(World world)
{
    private readonly HashSet<(int Pull, string Environment, string Project)> checkedChanges = [];

    public async Task CheckAsync()
    {
        await RequireOneHolderAsync("environment_lock", "pull > 0 AND held IS NOT NULL");
        await RequireOneHolderAsync("apply_lock", "NOT failed");
        await RequireApprovedChangesAsync();
        RequireOneAnswerEach();
        RequireNoDoubleDispatch();
    }

    /// <summary>The entries are complete, unchanged and in order.</summary>
    public async Task RequireIntactHistoryAsync()
    {
        var lines = await world.Database.RowsAsync("SELECT line FROM audit ORDER BY installation, number");
        var verdict = AuditChain.Verify(lines.Select(row => $"{row[0]}"));
        foreach (var problem in verdict.Problems) Violate($"history: {problem.Path} {problem.Message}");
        var changes = await world.Database.RowsAsync("""
            SELECT pull, COUNT(*) FROM audit WHERE kind = 'Change' GROUP BY pull
            """);
        foreach (var row in changes)
        {
            var rows = (await world.Database.RowsAsync($"SELECT 1 FROM approved_change WHERE pull = {row[0]}")).Count;
            if (Number(row[1]) != rows) Violate($"#{row[0]} has {rows} changes, and {row[1]} in the history");
        }
    }

    private async Task RequireOneHolderAsync(string table, string condition)
    {
        foreach (var row in await world.Database.RowsAsync(
            $"SELECT environment FROM {table} WHERE {condition} GROUP BY environment HAVING COUNT(*) > 1"))
            Violate($"{table} has two holders in {row[0]}");
    }

    private async Task RequireApprovedChangesAsync()
    {
        foreach (var row in await world.Database.RowsAsync(
            "SELECT pull, environment, project, document FROM approved_change"))
        {
            var (pull, environment, project) = (Number(row[0]), $"{row[1]}", $"{row[2]}");
            if (!checkedChanges.Add((pull, environment, project))) continue;
            var merged = world.GitHub.Pulls[pull];
            if (!(bool)JsonNode.Parse($"{row[3]}")!["is_approved"]!)
            {
                if (WasApproved(merged)) Violate($"#{pull} was approved, and is recorded as not approved");
            }
            else if (GateTruth.MissingAtMerge(world, merged, environment) is { Count: > 0 } missing)
            {
                Violate($"#{pull} was recorded as approved for {environment} without: {string.Join(", ", missing)}");
            }
        }
    }

    /// <summary>
    /// Whether the check passed and nothing changed until the merge. A fault may have parked the pull request since.
    /// </summary>
    private bool WasApproved(SimulatedPull pull)
    {
        var head = pull.Fake.Head;
        return world.Checks.TryGetValue((head.Text, "tfpilot: main"), out var check)
            && check.Passed && check.Faults == world.Network.Faults
            && world.States.Take(world.MergedAt[pull.Number] + 1).Skip(check.From).All(
                state => pull.Projects.All(project => ApprovalTruth.Missing(
                    pull.Number, head, project.Environment, [state], world.Evidence, world.GitHub).Count == 0));
    }

    private void RequireOneAnswerEach()
    {
        var replies = world.GitHub.Repository.Comments.Where(comment => comment.Author.Id == 501).ToList();
        foreach (var command in world.Commands)
        {
            var marker = $"<!-- tfpilot:answer {command.Comment.Id} -->";
            if (replies.Count(reply => reply.Body.Contains(marker, StringComparison.Ordinal)) > 1)
                Violate($"comment {command.Comment.Id} ({command.Verb}) got two replies");
            if (command.Comment.Reactions.Count > 1)
                Violate($"comment {command.Comment.Id} ({command.Verb}) got two reactions");
        }
    }

    private void RequireNoDoubleDispatch()
    {
        foreach (var (environment, count) in world.Dispatches.CountBy(name => name))
        {
            if (count > world.Commands.Count(command => command.Verb == "apply" && command.Environment == environment))
                Violate($"more applies to {environment} were started than asked for");
        }
    }

    private void Violate(string what)
    {
        if (!world.Violations.Contains(what)) world.Violations.Add(what);
    }

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
