using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>What people and jobs do to many pull requests; the seed decides what, and in which order.</summary>
internal sealed class ChaosPeople(GitHubSimulator github, ChaosJobs jobs, Random random)
{
    private const string Repository = "acme/infra";

    private static readonly string[] Folders = ["envs/prod", "envs/dev", "docs"];

    private static readonly string[] Reviewers = ["bob", "cy", "dee", "eve"];

    private readonly List<ChaosPull> pulls = [];
    private bool isEveOfPlatform;
    private List<long> checks = [];
    private int count;
    private int requests;

    private (int Weight, Func<ChaosPull, Task> Act)[] Acts =>
    [
        (60, PushAsync),
        (6, ForcePushAsync),
        (12, RetargetAsync),
        (14, DraftAsync),
        (14, CloseAsync),
        (10, pull => ActAsync("comment", new { repo = Repository, pull = pull.Number, by = "eve", body = "/tfpilot plan" })),
        (4, pull => ActAsync("label", new { repo = Repository, pull = pull.Number, by = "ann", label = $"l{count}" })),
        (12, RerequestAsync),
        (60, ReviewAsync),
        (6, DismissAsync),
        (2, _ => TeamAsync()),
        (50, pull => pull.IsClosed ? Task.CompletedTask : jobs.BeginAsync(pull.Number, random)),
        (1, _ => SettingsAsync()),
        (1, MergeAsync),
    ];

    public async Task BeginAsync(int many)
    {
        await ActAsync("createBranch", new { repo = Repository, branch = "lax", from = "main", by = "dee" });
        for (var number = 0; number < many; number++) await OpenAsync();
    }

    public async Task ActAsync()
    {
        count++;
        var (acts, pull) = (Acts, pulls[random.Next(pulls.Count)]);
        var chance = random.Next(acts.Sum(act => act.Weight));
        foreach (var (weight, act) in acts)
        {
            if ((chance -= weight) >= 0) continue;
            await act(pull);
            return;
        }
    }

    /// <summary>The last words of the day are settings that are right, and plans and approvals of many.</summary>
    public async Task EndAsync()
    {
        await PushToMainAsync($"{AppStory.Settings}\n# The end.\n");
        foreach (var pull in pulls.Where(pull => !pull.IsClosed && random.Next(3) > 0))
        {
            await jobs.BeginAsync(pull.Number, random);
            foreach (var by in Reviewers) await ActAsync("review", new { repo = Repository, pull = pull.Number, by, state = "approve" });
        }

        await jobs.EndAsync();
    }

    private async Task OpenAsync()
    {
        var isTwin = pulls.Count > 0 && random.Next(8) == 0 && pulls[^1] is { IsShared: false, Base: "main", IsClosed: false };
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
        pulls.Add(new((int)opened["number"]!, branch, isTwin ? "lax" : "main") { IsShared = isTwin });
    }

    /// <summary>Most branches are about production, some about more.</summary>
    private Dictionary<string, string> Change(string branch) => new() { [$"{Folders[random.Next(10) == 0 ? random.Next(Folders.Length) : 0]}/{branch}.tf"] = $"# {++count}\n" };

    private Task PushAsync(ChaosPull pull) => ActAsync("push", new { repo = Repository, branch = pull.Branch, by = "ann", files = Change(pull.Branch) });

    private Task ForcePushAsync(ChaosPull pull) =>
        ActAsync("push", new { repo = Repository, branch = pull.Branch, by = "ann", onto = "main", files = Change(pull.Branch) });

    private async Task RetargetAsync(ChaosPull pull)
    {
        if (pull.IsShared || pull.IsClosed) return; // GitHub has no two pull requests from one branch into one other.
        pull.Base = pull.Base == "main" ? "lax" : "main";
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
        return ActAsync(pull.IsClosed ? "closePullRequest" : "reopenPullRequest", new { repo = Repository, pull = pull.Number, by = "ann" });
    }

    /// <summary>GitHub's pages do not always show the newest checks.</summary>
    private async Task RerequestAsync(ChaosPull pull)
    {
        if (requests++ % 20 == 0) checks = [.. (await github.GetAsync($"state?repo={Repository}"))["check_runs"]!.AsArray().Where(check => (string)check!["app"]! == "tfpilot").Select(check => (long)check!["id"]!)];
        if (checks.Count > 0) await ActAsync("rerequestCheckRun", new { check_run_id = checks[random.Next(checks.Count)], by = "bob" });
    }

    private async Task ReviewAsync(ChaosPull pull)
    {
        if (pull.IsClosed) return;
        var by = Reviewers[random.Next(Reviewers.Length)];
        var state = random.Next(8) switch { 0 => "request_changes", 1 => "comment", _ => "approve" };
        var review = await github.ActAtOnceAsync("review", new { repo = Repository, pull = pull.Number, by, state });
        if (state != "comment") pull.Reviews.Add((long)review["id"]!);
    }

    private async Task DismissAsync(ChaosPull pull)
    {
        if (pull.Reviews.Count == 0) return;
        var review = pull.Reviews[random.Next(pull.Reviews.Count)];
        pull.Reviews.Remove(review);
        await ActAsync("dismissReview", new { review_id = review, by = random.Next(4) == 0 ? "ann" : "dee", message = "no" });
    }

    /// <summary>Somebody comes to a team that has to approve, or goes.</summary>
    private Task TeamAsync()
    {
        isEveOfPlatform = !isEveOfPlatform;
        return ActAsync(isEveOfPlatform ? "addTeamMember" : "removeTeamMember", new { org = "acme", team = "platform", user = "eve", by = "dee" });
    }

    private Task SettingsAsync() => PushToMainAsync(random.Next(4) switch
    {
        0 => "version: 1\nenvironments: [this is wrong\n",
        1 => $"version: 1\nenvironments:\n  prod: {{ paths: [\"envs/prod/**\"] }}\n# {count}\n",
        2 => $"{AppStory.Settings}\n  all: {{ paths: [\"envs/**\"] }}\n",
        _ => $"{AppStory.Settings}\n# {count}\n",
    });

    private async Task MergeAsync(ChaosPull pull)
    {
        if (pull.IsShared || pull.IsClosed) return;
        await ActAsync("merge", new { repo = Repository, pull = pull.Number, by = "bob" });
        pulls.Remove(pull);
        await OpenAsync();
    }

    private Task PushToMainAsync(string settings) =>
        ActAsync("push", new { repo = Repository, branch = "main", by = "dee", files = new Dictionary<string, string> { [".tfpilot.yml"] = settings } });

    private async Task ActAsync(string act, object arguments) => await github.ActAtOnceAsync(act, arguments);
}
