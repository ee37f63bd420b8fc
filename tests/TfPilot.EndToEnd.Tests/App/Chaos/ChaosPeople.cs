using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>
/// Random actions of people and jobs on many pull requests; the seed determines the actions and their order.
/// </summary>
internal sealed class ChaosPeople(
    GitHubSimulator github, ChaosJobs jobs, ChaosReviewers reviewers, ChaosCommands commands, Random random)
{
    private const string Repository = "acme/infra";

    private const string Settings = $$"""
        {{AppStory.Settings}}
        override: { teams: [platform, devs], expires: 4h }
        policy:
          approvers: [devs]
          rules:
            - id: accounts
              deny: { types: [google_service_account] }
              level: approve
        """;

    private static readonly string[] Folders = ["envs/prod", "envs/dev", "docs"];

    private readonly List<ChaosPull> pulls = [];
    private List<long> checks = [];
    private int count;
    private int requests;

    private (int Weight, Func<ChaosPull, Task> Act)[] Actions =>
    [
        (30, PushAsync),
        (5, ForcePushAsync),
        (5, UpdateAsync),
        (12, RetargetAsync),
        (14, DraftAsync),
        (14, CloseAsync),
        (4, pull => ActAsync("label", new { repo = Repository, pull = pull.Number, by = "ann", label = $"l{count}" })),
        (12, RerequestAsync),
        (50, pull => pull.IsClosed ? Task.CompletedTask : jobs.BeginAsync(pull.Number, random)),
        (1, _ => SettingsAsync()),
        (3, MergeAsync),
        .. reviewers.Actions,
        .. commands.Actions,
    ];

    public async Task BeginAsync(int many)
    {
        await reviewers.BeginAsync();
        await PushToMainAsync(Settings);
        await ActAsync("createBranch", new { repo = Repository, branch = "lax", from = "main", by = "dee" });
        for (var number = 0; number < many; number++) await OpenAsync();
    }

    public async Task ActAsync()
    {
        count++;
        var (acts, pull) = (Actions, pulls[random.Next(pulls.Count)]);
        var chance = random.Next(acts.Sum(act => act.Weight));
        foreach (var (weight, act) in acts)
        {
            if ((chance -= weight) >= 0) continue;
            await act(pull);
            return;
        }
    }

    /// <summary>The final events: valid settings, plans of many pull requests, and consent to some.</summary>
    public async Task EndAsync()
    {
        await PushToMainAsync($"{Settings}\n# The end.\n");
        foreach (var pull in pulls.Where(pull => pull.IsClosed && random.Next(4) > 0)) await CloseAsync(pull);
        var planned = pulls.Where(pull => !pull.IsClosed && random.Next(3) > 0).ToList();
        foreach (var pull in planned) await jobs.BeginTrustedAsync(pull.Number);
        await jobs.EndAsync();
        foreach (var (at, pull) in pulls.Where(pull => !pull.IsClosed).Index()) await EndAsync(pull, at);
    }

    /// <summary>
    /// Releases all locks of prod in the order of the queue, because they would hide the other verdicts.
    /// </summary>
    public async Task UnlockAsync(int times)
    {
        var pull = pulls.First(pull => !pull.IsClosed);
        for (var time = 0; time < times; time++) await commands.CommentAsync(pull, "dee", "/tfpilot unlock prod");
    }

    /// <summary>Planned pull requests end with different consent, so that their verdicts differ.</summary>
    private async Task EndAsync(ChaosPull pull, int at)
    {
        switch (at % 6)
        {
            case 0:
                await reviewers.ApproveAllAsync(pull);
                await commands.CommentAsync(pull, "eve", "/tfpilot approve-policy accounts");
                break;
            case 1:
                await reviewers.ApproveAllAsync(pull);
                break;
            case 2:
                await reviewers.ReviewAsync(pull, "bob", "request_changes");
                break;
            case 3:
                await reviewers.ReviewAsync(pull, "mia", "approve");
                break;
            case 4:
                await commands.CommentAsync(
                    pull, "eve", "/tfpilot override prod the ledger is down and customers wait");
                await commands.CommentAsync(pull, "eve", "/tfpilot approve-policy accounts");
                break;
            default:
                break; // No further consent.
        }
    }

    private async Task OpenAsync()
    {
        var isTwin = pulls.Count > 0 && random.Next(8) == 0
            && pulls[^1] is { IsShared: false, Base: "main", IsClosed: false };
        var branch = isTwin ? pulls[^1].Branch : $"f{++count}";
        var opened = await github.ActAtOnceAsync("openPullRequest", new
        {
            repo = Repository,
            by = "ann",
            head = branch,
            @base = isTwin ? "lax" : "main",
            files = isTwin ? null : Change(branch),
        });
        if (isTwin) pulls[^1].IsShared = true;
        pulls.Add(new((int)opened["number"]!, branch, isTwin ? "lax" : "main",
            (string)opened["head_sha"]!)
        { IsShared = isTwin });
    }

    /// <summary>Most branches change prod, some change more.</summary>
    private Dictionary<string, string> Change(string branch) =>
        new() { [$"{Folders[random.Next(10) == 0 ? random.Next(Folders.Length) : 0]}/{branch}.tf"] = $"# {++count}\n" };

    private Task PushAsync(ChaosPull pull) =>
        MoveAsync(pull, "push",
            new
            {
                repo = Repository, branch = pull.Branch, by = random.Next(10) == 0 ? "cy" : "ann",
                files = Change(pull.Branch)
            });

    private Task ForcePushAsync(ChaosPull pull) =>
        MoveAsync(pull, "push",
            new { repo = Repository, branch = pull.Branch, by = "ann", onto = "main", files = Change(pull.Branch) });

    private Task UpdateAsync(ChaosPull pull) =>
        pull.IsClosed ? Task.CompletedTask
        : MoveAsync(pull, "updateBranch", new { repo = Repository, pull = pull.Number, by = "bob" });

    private async Task MoveAsync(ChaosPull pull, string act, object arguments)
    {
        var head = (string)(await github.ActAtOnceAsync(act, arguments))["sha"]!;
        foreach (var moved in pulls.Where(other => other.Branch == pull.Branch && !other.IsClosed)) moved.Head = head;
    }

    private async Task RetargetAsync(ChaosPull pull)
    {
        if (pull.IsShared || pull.IsClosed) return; // GitHub rejects a second one with the same branch and base.
        pull.Base = pull.Base == "main" ? "lax" : "main";
        pull.Opinions.RemoveAll(opinion => opinion.IsApproval); // GitHub dismisses approvals.
        await ActAsync("retarget", new { repo = Repository, pull = pull.Number, @base = pull.Base, by = "ann" });
    }

    private async Task DraftAsync(ChaosPull pull)
    {
        if (pull.IsClosed) return;
        pull.IsDraft = !pull.IsDraft && random.Next(2) == 0;
        await ActAsync("setDraft", new { repo = Repository, pull = pull.Number, draft = pull.IsDraft, by = "ann" });
    }

    private Task CloseAsync(ChaosPull pull)
    {
        pull.IsClosed = !pull.IsClosed;
        if (pull.IsClosed) commands.Closed(pull);
        return ActAsync(pull.IsClosed ? "closePullRequest" : "reopenPullRequest",
            new { repo = Repository, pull = pull.Number, by = "ann" });
    }

    /// <summary>GitHub's lists sometimes omit the newest checks.</summary>
    private async Task RerequestAsync(ChaosPull pull)
    {
        if (requests++ % 20 == 0)
            checks = [.. (await github.GetAsync($"state?repo={Repository}"))["check_runs"]!.AsArray()
                .Where(check => (string)check!["app"]! == "tfpilot").Select(check => (long)check!["id"]!)];
        if (checks.Count > 0)
            await ActAsync("rerequestCheckRun", new { check_run_id = checks[random.Next(checks.Count)], by = "bob" });
    }

    private Task SettingsAsync() => PushToMainAsync(random.Next(8) switch
    {
        0 => "version: 1\nenvironments: [this is wrong\n",
        1 => $"version: 1\nenvironments:\n  prod: {{ paths: [\"envs/prod/**\"] }}\n# {count}\n",
        2 => $"{AppStory.Settings}\n  all: {{ paths: [\"envs/**\"] }}\n",
        _ => $"{Settings}\n# {count}\n",
    });

    private async Task MergeAsync(ChaosPull pull)
    {
        if (pull.IsShared || pull.IsClosed) return;
        await commands.CommentAsync(pull, "dee", "/tfpilot lock prod until it is merged");
        commands.Closed(pull);
        await ActAsync("merge", new { repo = Repository, pull = pull.Number, by = "bob" });
        pulls.Remove(pull);
        await OpenAsync();
    }

    private Task PushToMainAsync(string settings) =>
        ActAsync("push",
            new
            {
                repo = Repository, branch = "main", by = "dee",
                files = new Dictionary<string, string> { [".tfpilot.yml"] = settings }
            });

    private async Task ActAsync(string act, object arguments) => await github.ActAtOnceAsync(act, arguments);
}
