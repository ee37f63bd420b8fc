using System.Reflection;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;
using TfPilot.OctokitCalls;

namespace TfPilot.GitHub.Tests.Contract;

public sealed class ContractTests
{
    private static readonly PullNumber Seven = new(7);

    /// <summary>Makes every call once.</summary>
    private static readonly Dictionary<string, Func<GitHubClient, FakeRepository, Task>> Calls = new()
    {
        [nameof(Comments.CreateCommentAsync)] = (
            client, repository) => client.CreateCommentAsync(repository.Name, Seven, "text", default),
        [nameof(Comments.UpdateCommentAsync)] = (
            client, repository) => client.UpdateCommentAsync(
                repository.Name, new(repository.Comments[0].Id), "text", default),
        [nameof(AutoMerges.DisableAutoMergeAsync)] = (client, _) => client.DisableAutoMergeAsync(new("PR_7"), default),
        [nameof(Comments.MinimizeCommentAsync)] = (
            client, repository) => client.MinimizeCommentAsync(new(repository.Comments[0].NodeId), default),
        [nameof(IssueComments.ReadCommentAsync)] = (
            client, repository) => client.ReadCommentAsync(repository.Name, new(repository.Comments[0].Id), default),
        [nameof(IssueComments.ListReactionsAsync)] = (
            client, repository) => client.ListReactionsAsync(repository.Name, new(repository.Comments[0].Id), default),
        [nameof(IssueComments.ReactAsync)] = (
            client, repository) => client.ReactAsync(repository.Name, new(repository.Comments[0].Id), "+1", default),
        [nameof(RecentComments.ListCommentsAsync)] = (
            client, repository) => client.ListCommentsAsync(repository.Name, AutoAdvanceClock.Start, default),
        [nameof(Contents.ReadFileAsync)] = (
            client, repository) => client.ReadFileAsync(
                repository.Name, "envs/prod/main.tf", repository.DefaultHead, default),
        [nameof(PullConversations.ReadConversationAsync)] = (
            client, repository) => client.ReadConversationAsync(repository.Name, Seven, default),
        [nameof(DeploymentEnvironments.ListEnvironmentsAsync)] = (
            client, repository) => client.ListEnvironmentsAsync(repository.Name, ["prod"], default),
        [nameof(BranchRules.ReadRequiredReviewsAsync)] = (
            client, repository) => client.ReadRequiredReviewsAsync(repository.Name, "main", default),
        [nameof(ConcurrencyGroups.ListConcurrencyGroupsAsync)] = (client, repository) =>
            client.ListConcurrencyGroupsAsync(repository.Name, "tfpilot-apply-", 10, default),
        [nameof(DefaultBranches.ReadDefaultBranchAsync)] = (
            client, repository) => client.ReadDefaultBranchAsync(repository.Name, default),
        [nameof(SettingsFiles.ReadSettingsFilesAsync)] = (client, repository) =>
            client.ReadSettingsFilesAsync(repository.Name,
                new(".tfpilot.yml", ".tfpilot/waivers.yml", ".tfpilot/templates"), repository.Pulls[7].Head, default),
        [nameof(SourceFolders.ReadSourcesAsync)] = (
            client, repository) => client.ReadSourcesAsync(
                repository.Name, repository.DefaultHead, ["live/prod", ""], default),
        [nameof(WorkflowRuns.ReadRunAsync)] = (client, repository) => client.ReadRunAsync(repository.Name, 12, default),
        [nameof(WorkflowRuns.ListWaitingRunsAsync)] = (
            client, repository) => client.ListWaitingRunsAsync(repository.Name, default),
        [nameof(WorkflowRuns.ListPendingEnvironmentsAsync)] = (
            client, repository) => client.ListPendingEnvironmentsAsync(repository.Name, 12, default),
        [nameof(RunRequests.DispatchWorkflowAsync)] = (
            client, repository) => client.DispatchWorkflowAsync(
                repository.Name, "apply.yml", "main",
                new Dictionary<string, string> { ["environment"] = "prod" }, default),
        [nameof(RunRequests.RerunAsync)] = (client, repository) => client.RerunAsync(repository.Name, 12, default),
        [nameof(RunRequests.CancelRunAsync)] = (
            client, repository) => client.CancelRunAsync(repository.Name, 12, default),
        [nameof(RunRequests.UpdatePullBranchAsync)] = (client, repository) => client.UpdatePullBranchAsync(
            repository.Name, new(7), repository.Pulls[7].Head, default),
        [nameof(WorkflowRuns.AnswerDeploymentAsync)] = (
            client, repository) => client.AnswerDeploymentAsync(
                repository.Name, 12, "prod", isApproved: true, "approved", default),
        [nameof(MergedPulls.IsInsidePullAsync)] = (
            client, repository) => client.IsInsidePullAsync(repository.Name, repository.DefaultHead, default),
        [nameof(PullLabels.ListLabelsAsync)] = (
            client, repository) => client.ListLabelsAsync(repository.Name, Seven, default),
        [nameof(MergedPulls.FindMergedPullsAsync)] = (
            client, repository) => client.FindMergedPullsAsync(repository.Name, repository.DefaultHead, default),
        [nameof(PullRequests.GetPullRequestAsync)] = (
            client, repository) => client.GetPullRequestAsync(repository.Name, Seven, default),
        [nameof(PullFiles.ListChangedFilesAsync)] = (
            client, repository) => client.ListChangedFilesAsync(repository.Name, Seven, default),
        [nameof(BlobTexts.ReadTextsAsync)] = (
            client, repository) => client.ReadTextsAsync(repository.Name, [FakeRepository.Sha("text").Text], default),
        [nameof(Trees.ReadTreeAsync)] = (
            client, repository) => client.ReadTreeAsync(repository.Name, repository.DefaultHead, default),
        [nameof(PullSnapshots.ReadPullSnapshotAsync)] = (
            client, repository) => client.ReadPullSnapshotAsync(
                repository.Name, Seven, 501, FakeRepository.Paths, default),
        [nameof(Teams.ReadTeamAsync)] = (client, _) => client.ReadTeamAsync("acme", "platform", default),
        [nameof(Teams.CanTeamWriteAsync)] = (
            client, repository) => client.CanTeamWriteAsync("acme", "platform", repository.Name, default),
        [nameof(CollaboratorPermissions.ReadAccessAsync)] = (
            client, repository) => client.ReadAccessAsync(repository.Name, "bob", default),
        [nameof(RepositoryActivity.ListBranchUpdatesAsync)] = (
            client, repository) => client.ListBranchUpdatesAsync(repository.Name, "change", 2, default),
        [nameof(RepositoryActivity.ListAllUpdatesAsync)] = (
            client, repository) => client.ListAllUpdatesAsync(repository.Name, null, 2, default),
        [nameof(CommentStates.ListCommentStatesAsync)] = (
            client, repository) => client.ListCommentStatesAsync(
                repository.Name, Seven, new HashSet<long> { 1 }, default),
        [nameof(Comparisons.CompareAsync)] = (
            client, repository) => client.CompareAsync(
                repository.Name, repository.DefaultHead, repository.Pulls[7].Head, default),
        [nameof(ActionReferences.IsOnBranchAsync)] = (
            client, repository) => client.IsOnBranchAsync(repository.Name, repository.Pulls[7].Head, default),
        [nameof(ActionReferences.IsReleaseImmutableAsync)] = (
            client, repository) => client.IsReleaseImmutableAsync(repository.Name, "v1", default),
        [nameof(MergeQueues.ReadMergeQueueAsync)] = (
            client, repository) => client.ReadMergeQueueAsync(repository.Name, "main", default),
        [nameof(Repositories.ReadRepositoryAsync)] = (
            client, repository) => client.ReadRepositoryAsync(repository.Name, default),
        [nameof(OwnIssues.ListOwnIssuesAsync)] = (
            client, repository) => client.ListOwnIssuesAsync(repository.Name, AutoAdvanceClock.Start, default),
        [nameof(OwnIssues.FindOwnIssueAsync)] = (
            client, repository) => client.FindOwnIssueAsync(repository.Name, repository.Issues[0].Number, default),
        [nameof(IssueWrites.OpenIssueAsync)] = (
            client, repository) => client.OpenIssueAsync(repository.Name, "title", "text", default),
        [nameof(IssueWrites.UpdateIssueAsync)] = (client, repository) => client.UpdateIssueAsync(
            repository.Name, repository.Issues[0].Number, "title", "text", default),
        [nameof(IssueWrites.CloseIssueAsync)] = (
            client, repository) => client.CloseIssueAsync(repository.Name, repository.Issues[0].Number, default),
        [nameof(OpenPulls.ListOpenPullsAsync)] = (
            client, repository) => client.ListOpenPullsAsync(repository.Name, default),
        [nameof(Branches.CreateBranchAsync)] = (
            client, repository) => client.CreateBranchAsync(
                repository.Name, "tfpilot/rollback-1", repository.Git!.Tip, default),
        [nameof(Branches.FindBranchAsync)] = (
            client, repository) => client.FindBranchAsync(repository.Name, "tfpilot/rollback-1", default),
        [nameof(NewCommits.CreateCommitAsync)] = (
            client, repository) => client.CreateCommitAsync(
                repository.Name, "Revert", repository.Git!.Run("rev-parse", "main^{tree}"), repository.Git.Tip,
                default),
        [nameof(NewTrees.CreateTreeAsync)] = (
            client, repository) => client.CreateTreeAsync(
                repository.Name, repository.Git!.Run("rev-parse", "main^{tree}"),
                new Dictionary<string, string?> { ["a"] = null, ["d/e"] = "text" }, default),
        [nameof(NewCommits.MergeAsync)] = (
            client, repository) => client.MergeAsync(
                repository.Name, "main", CommitSha.Parse(repository.Git!.Run("rev-parse", "other")), default),
        [nameof(Branches.AdvanceBranchAsync)] = (
            client, repository) => client.AdvanceBranchAsync(repository.Name, "other", repository.Git!.Tip, default),
        [nameof(NewPulls.OpenPullAsync)] = (
            client, repository) => client.OpenPullAsync(
                repository.Name, "tfpilot/rollback-1", "main", "Revert #7", "text", default),
        [nameof(NewPulls.FindPullFromAsync)] = (
            client, repository) => client.FindPullFromAsync(repository.Name, "tfpilot/rollback-1", default),
        [nameof(Branches.DeleteBranchAsync)] = (
            client, repository) => client.DeleteBranchAsync(repository.Name, "tfpilot/rollback-1", default),
        [nameof(Commits.ReadParentsAsync)] = (
            client, repository) => client.ReadParentsAsync(repository.Name, repository.DefaultHead, default),
        [nameof(Commits.ReadTreeIdAsync)] = (
            client, repository) => client.ReadTreeIdAsync(repository.Name, repository.DefaultHead, default),
        [nameof(CheckRuns.CreateCheckRunAsync)] = (
            client, repository) => client.CreateCheckRunAsync(
                repository.Name, repository.Pulls[7].Head, CheckTests.Whole, default),
        [nameof(CheckRuns.UpdateCheckRunAsync)] = (
            client, repository) => client.UpdateCheckRunAsync(
                repository.Name, new(repository.Checks[0].Id), CheckTests.Whole, default),
        [nameof(Apps.ReadAppAsync)] = (client, _) => client.ReadAppAsync(default),
        [nameof(Apps.FindInstallationAsync)] = (
            client, repository) => client.FindInstallationAsync(repository.Name, default),
        [nameof(Apps.ReadInstallationAsync)] = (
            client, _) => client.ReadInstallationAsync(FakeApp.Installation, default),
        [nameof(Apps.ListInstallationsAsync)] = (client, _) => client.ListInstallationsAsync(default),
        [nameof(Apps.ListInstalledRepositoriesAsync)] = (client, _) => client.ListInstalledRepositoriesAsync(default),
        [nameof(AppManifests.ConvertManifestAsync)] = (
            client, _) => client.ConvertManifestAsync("a180b1a3d263c81bc6441d7b990bae27d4c10679", default),
        [nameof(ServerTime.ReadClockAsync)] = (client, _) => client.ReadClockAsync(default),
        [nameof(Deliveries.ListDeliveriesAsync)] = (
            client, _) => client.ListDeliveriesAsync(AutoAdvanceClock.Start, default),
        [nameof(Deliveries.RedeliverAsync)] = (client, _) => client.RedeliverAsync(15380, default),
    };

    [Fact]
    public void Every_client_call_is_covered_by_the_contract_test()
    {
        var calls = new[] { typeof(GitHubClient), typeof(OpenPulls) }.SelectMany(one => one.Assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(method => method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(GitHubClient)
                && method.DeclaringType!.IsPublic);

        calls.Select(call => call.Name).Should().BeEquivalentTo(Calls.Keys);
    }

    [NodeFact]
    public async Task Every_call_and_response_matches_the_published_GitHub_API()
    {
        var exchanges = await AllAsync();

        var problems = GitHubContract.Problems(exchanges);

        exchanges.Should()
            .HaveCountGreaterThanOrEqualTo(Calls.Count).And.OnlyContain(exchange => exchange.Status < 300);
        problems.SelectMany(found => found).Should().BeEmpty();
    }

    [NodeFact]
    public async Task A_call_unknown_to_the_GitHub_API_is_found()
    {
        var all = await AllAsync();
        Exchange Call(string part) =>
            all.First(exchange => $"{exchange.Method} {exchange.Url} {exchange.Body}".Contains(
                part, StringComparison.Ordinal));
        (Exchange Broken, string Found)[] breaks =
        [
            (Call("/files") with { Url = "https://github.test/api/repos/acme/infra/pulls/7/changes" },
                "GitHub has no such call"),
            (Call("/files") with { Method = "PUT" }, "GitHub has no such call"),
            (Call("/files") with { Url = "https://github.test/api/repos/acme/infra/pulls/7/files?pages=1" },
                "no query parameter pages"),
            (Call("/files") with { Url = "https://github.test/api/repos/acme/infra/pulls/7/files?per_page=many" },
                "per_page must be integer"),
            (Call("/files") with { Answer = """[{"filename":1}]""" }, "answer/0/filename must be string"),
            (Call("/files") with { Answer = """[{"name":"a"}]""" }, "additional"),
            (Call("/files") with { Status = 299 }, "never answers 299"),
            (Call("GET https://github.test/api/repos/acme/infra/pulls/7 ")
                with { Url = "https://github.test/api/repos/acme/infra/pulls/seven" }, "pull_number must be integer"),
            (Call("POST https://github.test/api/repos") with { Body = """{"text":"a"}""" }, "body lacks body"),
            (Call("PATCH") with { Body = """{"body":1}""" }, "body/body must be string"),
            (Call("query Conversation") with { Body = Call("query Conversation").Body!.Replace(
                "headRefOid", "headSha", StringComparison.Ordinal) }, "Cannot query field \"headSha\""),
            (Call("mutation Fold") with { Body = Call("mutation Fold").Body!.Replace(
                "DUPLICATE", "OLD", StringComparison.Ordinal) }, "OLD"),
            (Call("query DefaultBranch")
                with { Answer = """{"data":{"repository":{"defaultBranchRef":{"name":null,"target":null}}}}""" },
                "Cannot return null for non-nullable field Ref.name"),
        ];

        var problems = GitHubContract.Problems(breaks.Select(change => change.Broken));

        var missed = breaks.Zip(problems)
            .Where(pair => !pair.Second.Any(problem => problem.Contains(pair.First.Found, StringComparison.Ordinal)));
        missed.Select(pair => $"{pair.First.Found} in: {string.Join("; ", pair.Second)}").Should().BeEmpty();
    }

    [NodeFact]
    public async Task A_required_property_that_GitHub_does_not_guarantee_is_found()
    {
        var reads = GitHubContract.Reads();
        var pull = reads["pulls/get"]!["members"]!;
        pull["draft"]!["required"] = true;
        pull["merged_at"] = new JsonObject { ["required"] = true };
        pull["head"]!["members"]!["branch"] = new JsonObject { ["required"] = false };

        var problems = GitHubContract.Problems(
            (await AllAsync()).Where(exchange => exchange.PathAndQuery.EndsWith("/pulls/7", StringComparison.Ordinal)),
            reads);

        problems.Should().ContainSingle().Which
            .Where(problem => problem.StartsWith("api.github.com", StringComparison.Ordinal)).Should().BeEquivalentTo(
            "api.github.com GET /repos/acme/infra/pulls/7: answer.draft may be missing",
            "api.github.com GET /repos/acme/infra/pulls/7: answer.merged_at may be null",
            "api.github.com GET /repos/acme/infra/pulls/7: answer.head.branch does not exist");
    }

    private static async Task<List<Exchange>> AllAsync()
    {
        using var fake = new FakeGitHub();
        using var git = fake.Repository.Git = new FakeGit();
        git.Commit("first", ("a", "a"));
        git.Run("branch", "other");
        git.Commit("second", ("b", "b"));
        git.Run("checkout", "-q", "other");
        git.Commit("third", ("c", "c"));
        fake.Repository.AddPull(7).Files.Add(new("new.tf", PullFileChange.Renamed, "old.tf"));
        fake.Repository.AddComment(7, fake.Viewer, "one");
        fake.Repository.AddComment(fake.Repository.AddIssue(fake.Viewer, "one", "two").Number, fake.Viewer, "three");
        // creates a second page
        for (var i = 0; i < 100; i++) fake.Repository.AddReview(7, FakePeople.Bob, "COMMENTED", AutoAdvanceClock.Start);
        fake.Repository.DismissReview(
            7, fake.Repository.AddReview(7, FakePeople.Bob, "APPROVED", AutoAdvanceClock.Start),
            FakePeople.Dee, AutoAdvanceClock.Start);
        fake.Repository.Queue.Add(new(Seven, FakeRepository.Sha("group"), fake.Repository.DefaultHead));
        fake.Repository.Runs.Add(
            new(12, ".github/workflows/apply.yml", fake.Repository.DefaultHead) { Pending = { "prod" } });
        fake.Repository.Pulls[7].RetargetedAt = AutoAdvanceClock.Start;
        fake.Repository.Pulls[7].AutoMergeBy = new(29139614, "renovate[bot]");
        fake.Repository.Pulls[7].Commits.Add(
            new(FakeRepository.Sha("by GitHub"), [fake.Repository.DefaultHead], null, null) { IsByGitHub = true });
        fake.Repository.Environments.Add(
            new("prod") { HasReviewers = true, HasBranchPolicy = true, HasCustomRule = true });
        fake.Repository.Files["envs/prod/main.tf"] = "text";
        fake.Repository.Tags["v1"] = FakeRepository.Sha("v1");
        fake.Repository.Files[".tfpilot.yml"] = "text";
        fake.Repository.Files[".tfpilot/templates/comment.scriban"] = "text";
        fake.Deliveries.Add(FakeApp.Delivery(15380, AutoAdvanceClock.Start, status: 502));
        fake.Repository.AddCheck(
            new JsonObject
            {
                ["name"] = "tfpilot: main", ["head_sha"] = fake.Repository.Pulls[7].Head.Text,
                ["external_id"] = "k", ["conclusion"] = "success"
            });
        await InstallationTokenTests.Tokens(fake, new AutoAdvanceClock())
            .GetClientAsync(FakeApp.Installation, FakeApp.Repository, TokenScope.Read, default);
        foreach (var call in Calls.Values) await call(fake.Client(), fake.Repository);
        return fake.Exchanges;
    }
}
