using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>A comment and its author; <paramref name="Head"/> is the head commit at that time.</summary>
internal sealed record ChaosComment(long Id, ChaosPull Pull, string By, string Head, bool IsCommand)
{
    public bool IsEdited { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>The App does not answer if the pull request is closed by then.</summary>
    public bool MayBeIgnored { get; set; }
}

/// <summary>
/// People who send commands to the App: with and without permission, valid and malformed, some edited or deleted later.
/// </summary>
internal sealed class ChaosCommands(GitHubSimulator github, Random random)
{
    private const string Repository = "acme/infra";

    private static readonly string[] People = ["ann", "bob", "cy", "dee", "dee", "eve", "mia", "zed"];

    private static readonly string[] Words =
    [
        "/tfpilot lock prod migration of the ledger", "/tfpilot lock dev a long test", "/tfpilot lock dev another one",
        "/tfpilot lock prod both\n/tfpilot lock dev both", "Please:\n/tfpilot lock dev both\n/tfpilot lock prod both",
        "/tfpilot unlock prod\n/tfpilot unlock dev",
        "/tfpilot unlock prod", "/tfpilot unlock prod", "/tfpilot unlock PROD", "/tfpilot unlock dev",
        "/tfpilot unlock dev", "/tfpilot freeze dev the auditors are here",
        "/tfpilot override prod the ledger is down and customers wait",
        "/tfpilot override prod the ledger is down and customers wait", "/tfpilot override dev hurry",
        "/tfpilot approve-policy accounts", "/tfpilot approve-policy accounts", "/tfpilot approve-policy acounts",
        "/tfpilot recheck", "/tfpilot status", "/tfpilot help", "/tfpilot explain", "/tfpilot sing",
        "/tfpilot unlock mars", "/tfpilot lock",
    ];

    private static readonly string[] NonCommands = ["LGTM", "> /tfpilot lock prod mine", "Write `/tfpilot unlock prod`",
        "/tfpilotlock prod x"];

    private readonly List<ChaosComment> comments = [];

    /// <summary>All comments, including edited and deleted ones.</summary>
    public IReadOnlyList<ChaosComment> Comments => comments;

    public IEnumerable<(int Weight, Func<ChaosPull, Task> Act)> Actions =>
        [(45, SendCommandAsync), (4, pull => CommentAsync(pull, Any(People), Any(NonCommands), isCommand: false)),
            (4, _ => EditAsync()),
            (2, _ => DeleteAsync()), (5, ClickButtonAsync)];

    public Task CommentAsync(ChaosPull pull, string by, string command) =>
        CommentAsync(pull, by, command, isCommand: true);

    /// <summary>Marks recent comments: the App may see them only after the pull request was closed.</summary>
    public void Closed(ChaosPull pull)
    {
        foreach (var comment in comments.Where(comment => comment.Pull == pull)) comment.MayBeIgnored = true;
    }

    private Task SendCommandAsync(ChaosPull pull) => CommentAsync(pull, Any(People), Any(Words));

    private async Task CommentAsync(ChaosPull pull, string by, string body, bool isCommand)
    {
        var comment = await github.ActAtOnceAsync("comment", new { repo = Repository, pull = pull.Number, by, body });
        comments.Add(new((long)comment["id"]!, pull, by, pull.Head, isCommand) { MayBeIgnored = pull.IsClosed });
    }

    private async Task EditAsync()
    {
        if (comments.Count == 0 || Any(comments) is not { IsDeleted: false } comment) return;
        comment.IsEdited = true;
        await github.ActAtOnceAsync("editComment",
            new { comment_id = comment.Id, by = comment.By, body = random.Next(2) == 0 ? "never mind" : Any(Words) });
    }

    private async Task DeleteAsync()
    {
        if (comments.Count == 0 || Any(comments) is not { IsDeleted: false } comment) return;
        comment.IsDeleted = true;
        await github.ActAtOnceAsync("deleteComment", new { comment_id = comment.Id, by = comment.By });
    }

    private async Task ClickButtonAsync(ChaosPull pull)
    {
        var checks = (await github.GetAsync($"state?repo={Repository}"))["check_runs"]!.AsArray()
            .Where(check => (string)check!["app"]! == "tfpilot" && (string)check["head_sha"]! == pull.Head).ToList();
        if (checks.Count == 0) return;
        var check = Any(checks)!;
        var button = (string)check["actions"]!.AsArray()[^1]!["identifier"]!;
        try
        {
            await github.ActAtOnceAsync(
                "clickCheckAction", new { check_run_id = (long)check["id"]!, identifier = button, by = Any(People) });
        }
        catch (InvalidOperationException gone) when (gone.Message.Contains("no action", StringComparison.Ordinal))
        {
            // The App answered first.
        }
    }

    private T Any<T>(IReadOnlyList<T> things) => things[random.Next(things.Count)];
}
