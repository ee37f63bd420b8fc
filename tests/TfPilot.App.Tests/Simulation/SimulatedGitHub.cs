using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// The repository acme/infra as people change it: commits, pull requests, reviews, comments and merges.
/// </summary>
internal sealed class SimulatedGitHub
{
    private readonly FakeTimeProvider clock;
    private readonly List<(CommitSha Sha, HashSet<string> Files)> main = [];
    private int commits;

    public SimulatedGitHub(FakeTimeProvider clock)
    {
        this.clock = clock;
        Server.Viewer = new(501, "tfpilot[bot]");
        People.Accounts["eve"] = Eve;
        People.Permissions["eve"] = "write";
        People.Teams["devs"] = [FakePeople.Bob, Eve];
        People.Teams["breakglass"] = [FakePeople.Dee];
        foreach (var project in SimulatedProject.All) Repository.Files[project.File] = SimulatedPlan.First;
        PushSettings(SimulatedSettings.All[0]);
    }

    public static Account Eve { get; } = new(2005, "eve");

    public FakeGitHub Server { get; } = new();

    public FakeRepository Repository => Server.Repository;

    public SimulatedSettings Settings { get; private set; } = SimulatedSettings.All[0];

    public Dictionary<int, SimulatedPull> Pulls { get; } = [];

    public List<SimulatedPull> Open => [.. Pulls.Values.Where(pull => pull.Fake.State == "open")];

    /// <summary>What Terraform's states contain.</summary>
    public Dictionary<string, string> Applied { get; } = SimulatedProject.All.ToDictionary(
        project => project.Name, _ => SimulatedPlan.First);

    private FakePeople People => Repository.People;

    public void PushSettings(SimulatedSettings settings)
    {
        Settings = settings;
        Repository.Files[".tfpilot.yml"] = settings.Text;
        Advance(NewCommit(Repository.Files, [Repository.DefaultHead]), [".tfpilot.yml"]);
    }

    public SimulatedPull OpenPull(Account author, IReadOnlyList<SimulatedProject> projects)
    {
        var number = 7 + Pulls.Count;
        var fake = new FakePull(number) { HeadBranch = $"change-{number}", Author = author };
        Repository.Pulls.Add(number, fake);
        var pull = Pulls[number] = new(fake);
        Push(pull, author, projects);
        return pull;
    }

    /// <summary>Pushes a commit that changes the projects.</summary>
    public void Push(SimulatedPull pull, Account by, IReadOnlyList<SimulatedProject> projects)
    {
        if (Queued?.Pull == pull) Dequeue();
        foreach (var project in projects)
        {
            if (!pull.Fake.Edited.ContainsKey(project.File))
                pull.Fake.Files.Add(new(project.File, PullFileChange.Modified, PreviousPath: null));
            pull.Fake.Edited[project.File] = $"# r{++commits}";
        }

        pull.Fake.Base = Repository.DefaultHead;
        var head = NewCommit(
            Merged(pull), [pull.Fake.Commits.Count == 0 ? Repository.DefaultHead : pull.Fake.Head]);
        Repository.AddPush(pull.Number, by, head);
        pull.Pushers.Add(by);
        UpdateTestMerge(pull);
    }

    /// <summary>The pull request in the merge queue, with the commit of its group; null when the queue is empty.
    /// </summary>
    public (SimulatedPull Pull, CommitSha Group)? Queued { get; private set; }

    /// <summary>The pull requests of the groups that the merge queue has built.</summary>
    public Dictionary<CommitSha, SimulatedPull> Groups { get; } = [];

    /// <summary>Builds a group of the pull request alone.</summary>
    public CommitSha Enqueue(SimulatedPull pull)
    {
        var group = NewCommit(Merged(pull), [Repository.DefaultHead, pull.Fake.Head]);
        Repository.Queue.Add(new(new(pull.Number), group, Repository.DefaultHead));
        Groups[group] = pull;
        Queued = (pull, group);
        return group;
    }

    public void Dequeue()
    {
        Repository.Queue.Clear();
        Queued = null;
    }

    /// <summary>Merges by one of GitHub's methods; the merge queue adds its group's commit.</summary>
    public void Merge(SimulatedPull pull, Account by, string method)
    {
        foreach (var (path, text) in pull.Fake.Edited) Repository.Files[path] = text;
        CommitSha[] parents = method == "merge" ? [Repository.DefaultHead, pull.Fake.Head] : [Repository.DefaultHead];
        var commit = method == "queue" ? Queued!.Value.Group : NewCommit(Repository.Files, parents);
        pull.Fake.State = "merged";
        (pull.Fake.MergedAs, pull.Fake.MergedAt, pull.Fake.MergedBy) = (commit, Seconds(clock.GetUtcNow()), by);
        pull.Fake.TestMerge = null;
        Advance(commit, [.. pull.Fake.Edited.Keys]);
    }

    public FakeComment Comment(SimulatedPull pull, Account by, string text)
    {
        Repository.CommentTime = Seconds(clock.GetUtcNow());
        return Repository.AddComment(pull.Number, by, text);
    }

    /// <summary>The files of the pull request merged into the default branch.</summary>
    public Dictionary<string, string> Merged(SimulatedPull pull)
    {
        var files = Repository.Files.ToDictionary();
        foreach (var (path, text) in pull.Fake.Edited) files[path] = text;
        return files;
    }

    /// <summary>Whether no commit of the default branch changed the environment's files between the two.</summary>
    public bool IsUnchanged(CommitSha from, CommitSha to, string environment)
    {
        var (start, end) = (main.FindIndex(one => one.Sha == from), main.FindIndex(one => one.Sha == to));
        return start >= 0 && !main.Take(end + 1).Skip(start + 1).Any(
            one => one.Files.Any(file => file.StartsWith($"live/{environment}/", StringComparison.Ordinal)));
    }

    /// <summary>Whether the one merged pull request was merged after the other.</summary>
    public bool IsLater(SimulatedPull one, SimulatedPull other) =>
        main.FindIndex(commit => commit.Sha == one.Fake.MergedAs) > main.FindIndex(
            commit => commit.Sha == other.Fake.MergedAs);

    public Dictionary<string, string> FilesAt(CommitSha commit) => Repository.Trees[commit];

    /// <summary>GitHub reports whole seconds.</summary>
    public static DateTimeOffset Seconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private void Advance(CommitSha commit, HashSet<string> files)
    {
        Dequeue(); // GitHub builds the groups anew.
        main.Add((commit, files));
        Repository.DefaultHead = commit;
        for (var from = 0; from < main.Count - 1; from++)
        {
            People.Behind.Add($"{commit}...{main[from].Sha}");
            People.Differences[$"{main[from].Sha}...{commit}"] =
            [
                .. main.Skip(from + 1).SelectMany(one => one.Files).Distinct().Select(path => new FileDifference(
                    new(path, PullFileChange.Modified, PreviousPath: null), FakeRepository.Sha(path).Text, "@@")),
            ];
        }

        foreach (var pull in Open) UpdateTestMerge(pull);
    }

    private void UpdateTestMerge(SimulatedPull pull) =>
        pull.Fake.TestMerge = NewCommit(Merged(pull), [Repository.DefaultHead, pull.Fake.Head]);

    private CommitSha NewCommit(Dictionary<string, string> files, CommitSha[] parents)
    {
        var sha = FakeRepository.Sha(string.Create(CultureInfo.InvariantCulture, $"commit {++commits}"));
        Repository.Trees[sha] = files.ToDictionary();
        Repository.TreeIds[sha] = FakeRepository.Sha(
            string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => $"{file.Key} {file.Value}")));
        Repository.Parents[sha] = parents;
        return sha;
    }
}

/// <summary>A pull request of the simulation.</summary>
internal sealed class SimulatedPull(FakePull fake)
{
    public FakePull Fake => fake;

    public int Number => fake.Number;

    public HashSet<Account> Pushers { get; } = [];

    public IReadOnlyList<SimulatedProject> Projects =>
        [.. SimulatedProject.All.Where(project => fake.Edited.ContainsKey(project.File))];
}
