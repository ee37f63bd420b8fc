using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using DeploymentEnvironment = TfPilot.Core.Environments.DeploymentEnvironment;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>A pull request of the fake; change what a test is about.</summary>
internal sealed class FakePull(int number)
{
    public int Number => number;

    public CommitSha Head { get; set; } = FakeRepository.Sha($"head of {number}");

    public bool IsFromFork { get; set; }

    /// <summary>Whether GitHub shows nothing of the fork.</summary>
    public bool IsHeadHidden { get; set; }

    public string BaseBranch { get; set; } = "main";

    public string State { get; set; } = "open";

    public bool IsDraft { get; set; }

    /// <summary>The base as the pull request knows it; null is where the default branch is now.</summary>
    public CommitSha? Base { get; set; }

    /// <summary>The commit of the default branch that it became.</summary>
    public CommitSha? MergedAs { get; set; }

    public List<ChangedFile> Files { get; } = [];

    public Account Author { get; set; } = FakePeople.Ann;

    /// <summary>Who turned auto-merge on.</summary>
    public Account? AutoMergeBy { get; set; }

    public List<FakeReview> Reviews { get; } = [];

    public List<FakeDismissal> Dismissals { get; } = [];

    public List<FakeCommit> Commits { get; } = [];

    public DateTimeOffset? RetargetedAt { get; set; }

    /// <summary>A push of one commit on top of what is there.</summary>
    public void Pushes(Account by, CommitSha head)
    {
        Commits.Add(new(head, [Commits.Count == 0 ? FakeRepository.Sha("main") : Commits[^1].Sha], by, by));
        Head = head;
    }

    /// <summary>What differs at the head from the default branch.</summary>
    public Dictionary<string, string> Edited { get; } = [];

    /// <summary>The file as the pull request has it, which GitHub lists among the changed ones.</summary>
    public void Edits(string path, string text)
    {
        Edited[path] = text;
        Files.Add(new(path, FileChange.Modified, PreviousPath: null));
    }
}

internal sealed class FakeComment(long id, int pull, Account author, string body)
{
    public static readonly DateTimeOffset Created = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public long Id => id;

    public string NodeId => $"IC_{id}";

    public int Pull => pull;

    public Account Author => author;

    public string Body { get; set; } = body;

    public bool IsFolded { get; set; }

    public DateTimeOffset? Edited { get; set; }

    /// <summary>The App's own.</summary>
    public HashSet<string> Reactions { get; } = [];

    public HashSet<string> ReactionsOfOthers { get; } = [];

    public string Url => $"https://github.test/acme/infra/pull/{pull}#issuecomment-{id}";
}

/// <summary>A check as it was last written, whole.</summary>
internal sealed record FakeCheck(long Id, JsonNode Body)
{
    public string Text(string name) => (string)Body[name]!;
}

/// <summary>The fake's one repository.</summary>
internal sealed class FakeRepository(RepositoryName name)
{
    public static readonly SettingsPaths Paths = TrustedSettings.PathsOf(".tfpilot.yml");

    private long lastId = 1_000;

    public RepositoryName Name => name;

    public string DefaultBranch { get; set; } = "main";

    public CommitSha DefaultHead { get; set; } = Sha("main");

    public Dictionary<int, FakePull> Pulls { get; } = [];

    public List<FakeComment> Comments { get; } = [];

    /// <summary>Whether the asking account may push.</summary>
    public bool ViewerMayWrite { get; set; } = true;

    public List<DeploymentEnvironment> Environments { get; } = [];

    public List<FakeCheck> Checks { get; } = [];

    /// <summary>The commit of each tag; the only branch is the default branch.</summary>
    public Dictionary<string, CommitSha> Tags { get; } = [];

    /// <summary>The tags with an immutable release.</summary>
    public HashSet<string> ImmutableReleases { get; } = [];

    /// <summary>GitHub shows a new check only after a while.</summary>
    public bool ShowsChecks { get; set; } = true;

    /// <summary>The files at the head of the default branch.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>
    /// The files of other commits; those of every commit that is not here are those of the default branch.
    /// </summary>
    public Dictionary<CommitSha, Dictionary<string, string>> Trees { get; } = [];

    /// <summary>The ids of all files of commits; every other commit has its own.</summary>
    public Dictionary<CommitSha, CommitSha> TreeIds { get; } = [];

    /// <summary>Whether the token may see the files.</summary>
    public bool IsReadable { get; set; } = true;

    public FakePeople People { get; } = new();

    /// <summary>The first to go in is first.</summary>
    public List<QueuedPull> Queue { get; } = [];

    public FakePull Opens(int number)
    {
        Pulls.Add(number, new FakePull(number));
        Pushes(number, FakePeople.Ann, Pulls[number].Head);
        return Pulls[number];
    }

    public void Pushes(int number, Account by, CommitSha head)
    {
        var pull = Pulls[number];
        People.Moves.Add(
            new(by, pull.Commits.Count == 0 ? null : pull.Head, head,
                pull.Commits.Count == 0 ? "branch_creation" : "push"));
        pull.Pushes(by, head);
    }

    public FakeReview Reviewed(int pull, Account by, string state, DateTimeOffset at)
    {
        Pulls[pull].Reviews.Add(new(++lastId, by, state, Pulls[pull].Head, at));
        return Pulls[pull].Reviews[^1];
    }

    public void Dismisses(int pull, FakeReview review, Account by, DateTimeOffset at)
    {
        Pulls[pull].Dismissals.Add(new(review, by, review.State, at));
        review.State = "DISMISSED";
    }

    public FakeComment Hears(int pull, Account author, string body)
    {
        Comments.Add(new FakeComment(++lastId, pull, author, body));
        return Comments[^1];
    }

    public FakeCheck Checked(JsonNode body)
    {
        Checks.Add(new(++lastId, body));
        return Checks[^1];
    }

    public static CommitSha Sha(string text) =>
        CommitSha.Parse(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40]);
}
