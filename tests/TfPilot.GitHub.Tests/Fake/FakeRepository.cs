using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using DeploymentEnvironment = TfPilot.Core.Environments.DeploymentEnvironment;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>A pull request of the fake; tests change the properties that matter to them.</summary>
internal sealed class FakePull(int number)
{
    public int Number => number;

    public CommitSha Head { get; set; } = FakeRepository.Sha($"head of {number}");

    public bool IsFromFork { get; set; }

    /// <summary>Whether GitHub hides the repository of the head, as for a deleted fork.</summary>
    public bool IsHeadHidden { get; set; }

    public string BaseBranch { get; set; } = "main";

    public string HeadBranch { get; set; } = "change";

    public string State { get; set; } = "open";

    public bool IsDraft { get; set; }

    /// <summary>The base commit of the pull request; null for the current head of the default branch.</summary>
    public CommitSha? Base { get; set; }

    /// <summary>The merge commit on the default branch.</summary>
    public CommitSha? MergedAs { get; set; }

    public DateTimeOffset? MergedAt { get; set; }

    public Account? MergedBy { get; set; }

    /// <summary>The merge of base and head while it is open.</summary>
    public CommitSha? TestMerge { get; set; }

    public List<PullFile> Files { get; } = [];

    public Account Author { get; set; } = FakePeople.Ann;

    /// <summary>The account that enabled auto-merge.</summary>
    public Account? AutoMergeBy { get; set; }

    public List<FakeReview> Reviews { get; } = [];

    public List<FakeDismissal> Dismissals { get; } = [];

    public List<FakeCommit> Commits { get; } = [];

    public DateTimeOffset? RetargetedAt { get; set; }

    /// <summary>Pushes one commit on top of the current head.</summary>
    public void AddPush(Account by, CommitSha head)
    {
        Commits.Add(new(head, [Commits.Count == 0 ? FakeRepository.Sha("main") : Commits[^1].Sha], by, by));
        Head = head;
    }

    /// <summary>Files at the head that differ from the default branch.</summary>
    public Dictionary<string, string> Edited { get; } = [];

    /// <summary>Changes a file in the pull request and adds it to the changed files.</summary>
    public void EditFile(string path, string text)
    {
        Edited[path] = text;
        Files.Add(new(path, PullFileChange.Modified, PreviousPath: null));
    }
}

internal sealed class FakeComment(long id, int pull, Account author, string body)
{
    public static readonly DateTimeOffset Created = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public DateTimeOffset At { get; init; } = Created;

    public long Id => id;

    public string NodeId => $"IC_{id}";

    public int Pull => pull;

    public Account Author => author;

    public string Body { get; set; } = body;

    public bool IsMinimized { get; set; }

    public DateTimeOffset? Edited { get; set; }

    /// <summary>The reactions of the App.</summary>
    public HashSet<string> Reactions { get; } = [];

    public HashSet<string> ReactionsOfOthers { get; } = [];

    public string Url => $"https://github.test/acme/infra/pull/{pull}#issuecomment-{id}";
}

/// <summary>A check run as it was last written.</summary>
internal sealed record FakeCheck(long Id, JsonNode Body)
{
    public string Text(string name) => (string)Body[name]!;
}

/// <summary>The only repository of the fake.</summary>
internal sealed class FakeRepository(RepositoryName name)
{
    public static readonly SettingsPaths Paths = TrustedSettings.PathsOf(".tfpilot.yml");

    private long lastId = 1_000;

    public RepositoryName Name => name;

    public string DefaultBranch { get; set; } = "main";

    public CommitSha DefaultHead { get; set; } = Sha("main");

    public Dictionary<int, FakePull> Pulls { get; } = [];

    public List<FakeComment> Comments { get; } = [];

    public List<FakeIssue> Issues { get; } = [];

    /// <summary>Whether the authenticated account may push.</summary>
    public bool ViewerMayWrite { get; set; } = true;

    public List<FakeRun> Runs { get; } = [];

    public List<DeploymentEnvironment> Environments { get; } = [];

    /// <summary>The reviews that a ruleset requires for every branch; null without such a ruleset.</summary>
    public int? RequiredReviews { get; set; }

    public List<FakeCheck> Checks { get; } = [];

    /// <summary>Answers the calls about commits and branches, as far as it knows them; null without real commits.
    /// </summary>
    public FakeGit? Git { get; set; }

    /// <summary>The commit of each tag; the only branch is the default branch.</summary>
    public Dictionary<string, CommitSha> Tags { get; } = [];

    /// <summary>The tags that have an immutable release.</summary>
    public HashSet<string> ImmutableReleases { get; } = [];

    /// <summary>Whether GitHub lists new checks at once; the real GitHub may take a while.</summary>
    public bool ShowsChecks { get; set; } = true;

    /// <summary>The files at the head of the default branch.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>
    /// The files of other commits; all commits that are not listed have the files of the default branch.
    /// </summary>
    public Dictionary<CommitSha, Dictionary<string, string>> Trees { get; } = [];

    /// <summary>The tree ids of commits; each commit that is not listed has its own tree.</summary>
    public Dictionary<CommitSha, CommitSha> TreeIds { get; } = [];

    /// <summary>The parents of commits; each commit that is not listed merges the head of 7.</summary>
    public Dictionary<CommitSha, CommitSha[]> Parents { get; } = [];

    /// <summary>The commits that GitHub no longer has.</summary>
    public HashSet<CommitSha> Lost { get; } = [];

    /// <summary>Whether the token may read the files.</summary>
    public bool IsReadable { get; set; } = true;

    public FakePeople People { get; } = new();

    /// <summary>The merge queue, in order.</summary>
    public List<QueuedPull> Queue { get; } = [];

    public FakePull AddPull(int number)
    {
        Pulls.Add(number, new FakePull(number));
        AddPush(number, FakePeople.Ann, Pulls[number].Head);
        return Pulls[number];
    }

    public void AddPush(int number, Account by, CommitSha head)
    {
        var pull = Pulls[number];
        People.Moves.Add(
            new(by, pull.Commits.Count == 0 ? null : pull.Head, head,
                pull.Commits.Count == 0 ? "branch_creation" : "push")
            { Branch = pull.HeadBranch });
        pull.AddPush(by, head);
    }

    public FakeReview AddReview(int pull, Account by, string state, DateTimeOffset at)
    {
        Pulls[pull].Reviews.Add(new(++lastId, by, state, Pulls[pull].Head, at));
        return Pulls[pull].Reviews[^1];
    }

    public void DismissReview(int pull, FakeReview review, Account by, DateTimeOffset at)
    {
        Pulls[pull].Dismissals.Add(new(review, by, review.State, at));
        review.State = "DISMISSED";
    }

    /// <summary>When new comments are written; null for the same time for all.</summary>
    public DateTimeOffset? CommentTime { get; set; }

    public FakeComment AddComment(int pull, Account author, string body)
    {
        Comments.Add(new FakeComment(++lastId, pull, author, body) { At = CommentTime ?? FakeComment.Created });
        return Comments[^1];
    }

    public FakeIssue AddIssue(Account author, string title, string body)
    {
        Issues.Add(new((int)++lastId, author, title, body));
        return Issues[^1];
    }

    public FakeCheck AddCheck(JsonNode body)
    {
        Checks.Add(new(++lastId, body));
        return Checks[^1];
    }

    public static CommitSha Sha(string text) =>
        CommitSha.Parse(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40]);
}
