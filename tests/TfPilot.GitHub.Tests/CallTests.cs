using System.Text;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using TfPilot.GitHub.Tests.Fake;
using DeploymentEnvironment = TfPilot.Core.Environments.DeploymentEnvironment;
using GitEntry = TfPilot.Core.Environments.GitEntry;
using GitTree = TfPilot.Core.Environments.GitTree;

namespace TfPilot.GitHub.Tests;

public sealed class CallTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PullNumber Seven = new(7);

    private readonly FakeGitHub fake = new();

    private RepositoryName Infra => fake.Repository.Name;

    public void Dispose() => fake.Dispose();

    [Theory]
    [InlineData("https://api.github.com/api", 13L)]
    [InlineData("https://github.test/api", null)] // an Enterprise Server does not know the parameter
    public async Task The_cloud_returns_the_id_of_a_started_run(string api, long? run)
    {
        var client = new GitHubClient(
            new HttpClient(fake, disposeHandler: false), fake.Endpoints with { Api = new(api) }, new(FakeGitHub.Token),
            GitHubTimeouts.Default);

        var started = await client.DispatchWorkflowAsync(
            Infra, "apply.yml", "main", new Dictionary<string, string> { ["environment"] = "prod" }, None);

        started.Should().Be(run);
    }

    [Fact]
    public async Task One_call_reads_our_account_the_pull_request_and_its_comments()
    {
        fake.Repository.AddPull(7).IsFromFork = true;
        fake.Repository.AddComment(7, new(2001, "ann"), "please");
        fake.Repository.AddComment(7, fake.Viewer, "done");
        fake.Repository.AddComment(8, fake.Viewer, "elsewhere");

        var conversation = await fake.Client().ReadConversationAsync(Infra, Seven, None);

        conversation.Viewer.Should().Be(fake.Viewer);
        conversation.Pull.Should()
            .BeEquivalentTo(
                new
                {
                    Number = Seven, Head = FakeRepository.Sha("head of 7"), BaseBranch = "main", IsFromFork = true,
                    IsOpen = true, IsMerged = false
                });
        conversation.DefaultBranch.Should().Be(new DefaultBranch("main", FakeRepository.Sha("main")));
        conversation.Comments.Select(comment => (comment.Author!, comment.Body, comment.IsOwn, comment.IsMinimized))
            .Should().Equal(
            (new(2001, "ann"), "please", false, false),
            (fake.Viewer, "done", true, false)); // the [bot] suffix that GraphQL omits is restored
        fake.Exchanges.Should().ContainSingle();
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task Each_hundred_comments_take_one_call(int comments, int calls)
    {
        fake.Repository.AddPull(7);
        for (var i = 0; i < comments; i++) fake.Repository.AddComment(7, fake.Viewer, $"{i}");

        var conversation = await fake.Client().ReadConversationAsync(Infra, Seven, None);

        conversation.Comments.Select(comment => comment.Body).Should()
            .Equal(Enumerable.Range(0, comments).Select(i => $"{i}"));
        fake.Exchanges.Should().HaveCount(calls);
    }

    [Fact]
    public async Task A_comment_is_created_edited_and_minimized()
    {
        fake.Repository.AddPull(7);
        var client = fake.Client();

        var written = await client.CreateCommentAsync(Infra, Seven, "first 🦉", None);
        var edited = await client.UpdateCommentAsync(Infra, written.Id, "second", None);
        await client.MinimizeCommentAsync(written.Node, None);

        edited.Should().Be(written);
        written.Url.ToString().Should().EndWith($"/pull/7#issuecomment-{written.Id}");
        fake.Repository.Comments.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Body = "second", IsMinimized = true });
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(100, 1, true)]
    [InlineData(101, 2, true)]
    [InlineData(2_999, 30, true)]
    [InlineData(3_000, 30, false)] // GitHub names no more, so more may exist
    [InlineData(3_400, 30, false)]
    public async Task Changed_files_are_listed_up_to_the_limit_which_is_reported(int files, int calls, bool isComplete)
    {
        fake.Repository.AddPull(7).Files.AddRange(
            Enumerable.Range(0, files).Select(i => new PullFile($"{i}.tf", PullFileChange.Added, null)));

        var listed = await fake.Client().ListChangedFilesAsync(Infra, Seven, None);

        listed.Files.Should().HaveCount(Math.Min(files, 3_000)).And.OnlyHaveUniqueItems();
        listed.IsComplete.Should().Be(isComplete);
        fake.Exchanges.Should().HaveCount(calls);
    }

    [Fact]
    public async Task A_renamed_file_has_its_previous_path()
    {
        var renamed = new PullFile("new.tf", PullFileChange.Renamed, "old.tf");
        fake.Repository.AddPull(7).Files.Add(renamed);

        var listed = await fake.Client().ListChangedFilesAsync(Infra, Seven, None);

        listed.Files.Should().Equal(renamed);
    }

    [Theory]
    [InlineData("a b/ü#?.tf", "/api/repos/acme/infra/contents/a%20b/%C3%BC%23%3F.tf")]
    [InlineData(".tfpilot.yml", "/api/repos/acme/infra/contents/.tfpilot.yml")]
    public async Task A_file_with_any_name_is_read(string path, string address)
    {
        fake.Repository.Files[path] = "text";

        var bytes = await fake.Client().ReadFileAsync(Infra, path, fake.Repository.DefaultHead, None);

        Encoding.UTF8.GetString(bytes!).Should().Be("text");
        fake.Exchanges.Should().ContainSingle().Which.PathAndQuery.Should()
            .Be($"{address}?ref={fake.Repository.DefaultHead}");
    }

    [Theory]
    [InlineData("gone.tf", 1)]
    [InlineData("../../acme/other/contents/a", 0)] // would ask another address
    [InlineData("/etc/passwd", 0)]
    [InlineData("a//b", 0)]
    public async Task A_missing_file_or_invalid_path_yields_no_content(string path, int calls)
    {
        var bytes = await fake.Client().ReadFileAsync(Infra, path, fake.Repository.DefaultHead, None);

        bytes.Should().BeNull();
        fake.Exchanges.Should().HaveCount(calls);
    }

    [Fact]
    public async Task A_tree_contains_files_links_and_submodules_and_folder_ids_are_computed()
    {
        var id = new string('1', 40);
        fake.FailNext(200, $$"""
            {"sha":"a","truncated":false,"tree":[
              {"path":"m","mode":"040000","type":"tree","sha":"2"}, {"path":"m/a.tf","mode":"100755","type":"blob","sha":"{{id}}"},
              {"path":"n","mode":"040000","type":"tree","sha":"2"}, {"path":"n/l","mode":"120000","type":"blob","sha":"{{id}}"},
              {"path":"s","mode":"160000","type":"commit","sha":"{{id}}"}]}
            """);

        var tree = await fake.Client().ReadTreeAsync(Infra, fake.Repository.DefaultHead, None);

        tree.FilesIn("m").Should().Equal(new GitEntry("m/a.tf", "100755", id));
        (tree.HasLinks("m"), tree.HasLinks("n"), tree.HasLinks(""), tree.HasFile("s")).Should()
            .Be((false, true, true, true));
    }

    [Fact]
    public async Task A_truncated_tree_yields_only_its_own_correct_id()
    {
        var (file, folder) = (new string('1', 40), new GitTree([new("a.tf", "100644", new string('1', 40))]).IdOf("")!);
        fake.FailNext(200, """{"sha":"a","truncated":true,"tree":[]}""");
        fake.FailNext(200, $$"""
            {"sha":"a","truncated":false,"tree":[{"path":"m","mode":"040000","type":"tree","sha":"{{folder}}"},
              {"path":"z","mode":"100644","type":"blob","sha":"{{file}}"}]}
            """);

        var tree = await fake.Client().ReadTreeAsync(Infra, fake.Repository.DefaultHead, None);

        tree.IdOf("m").Should().BeNull();
        tree.IdOf("").Should().Be(new GitTree([new("m/a.tf", "100644", file), new("z", "100644", file)]).IdOf(""));
    }

    [Theory]
    [InlineData("""{"id":2}""", true)]
    [InlineData("""{"id":1}""", false)]
    [InlineData("null", true)] // the fork was deleted
    public async Task A_pull_request_from_another_repository_is_from_a_fork(string repository, bool isFromFork)
    {
        const string sha = "0123456789abcdef0123456789abcdef01234567";
        fake.FailNext(200, $$"""
            {"number":7,"state":"closed","merged":true,"changed_files":3,
             "head":{"ref":"x","sha":"{{sha}}","repo": {{repository}} },"base":{"ref":"main","sha":"{{sha}}","repo":{"id":1} } }
            """);

        var pull = await fake.Client().GetPullRequestAsync(Infra, Seven, None);

        pull.Should()
            .Be(new PullRequest(
                Seven, new(sha), "x", new(sha), "main", isFromFork, IsOpen: false, IsMerged: true, IsDraft: false, 3));
    }

    [Theory]
    [InlineData("merged", true)]
    [InlineData("closed", false)]
    [InlineData("open", false)] // then GitHub names the test merge
    public async Task A_merged_pull_request_has_its_merge_commit(string state, bool isKnown)
    {
        var opened = fake.Repository.AddPull(7);
        (opened.State, opened.MergedAs) = (state, FakeRepository.Sha("merge"));

        var pull = await fake.Client().GetPullRequestAsync(Infra, Seven, None);

        pull.MergedAs.Should().Be(isKnown ? FakeRepository.Sha("merge") : null);
    }

    [Fact]
    public async Task One_call_reads_the_trusted_settings_and_the_proposed_changes()
    {
        fake.Repository.Files[".tfpilot.yml"] = "trusted";
        fake.Repository.Files["t/comment.scriban"] = "template";
        fake.Repository.AddPull(7).EditFile(".tfpilot.yml", "proposed");

        var read = await fake.Client()
            .ReadSettingsFilesAsync(
                Infra, new(".tfpilot.yml", "waivers.yml", "t"), FakeRepository.Sha("head of 7"), None);

        read.Branch.Should().Be(new DefaultBranch("main", fake.Repository.DefaultHead));
        read.Trusted.Should().BeEquivalentTo(new SettingsTexts("trusted", null));
        read.Proposed.Should().BeEquivalentTo(new SettingsTexts("proposed", null));
        read.Templates.Should().Equal(new Dictionary<string, string> { ["comment.scriban"] = "template" });
        fake.Exchanges.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"__typename":"Blob","text":"a","isTruncated":true}""", "The file is too large")]
    [InlineData("""{"__typename":"Blob","text":null,"isTruncated":true}""", "The file is too large")]
    [InlineData("""{"__typename":"Blob","text":null,"isTruncated":false}""", "This is not a text file")] // binary
    [InlineData("""{"__typename":"Tree"}""", "This is not a file")] // a folder
    public async Task Settings_that_cannot_be_read_completely_are_a_problem(string file, string expected)
    {
        fake.FailNext(200, $$"""
            {"data":{"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"{{fake.Repository.DefaultHead}}"} },
              "root":{"__typename":"Tree"},"settings":{{file}},"waivers":{{file}},"templates":null,"newSettings":null,"newWaivers":{{file}} } } }
            """);

        var read = await fake.Client()
            .ReadSettingsFilesAsync(Infra, new("s", "w", "t"), fake.Repository.DefaultHead, None);

        read.Trusted.Problems.Select(problem => problem.Path).Should().Equal("s", "w");
        read.Proposed.Problems.Should().ContainSingle().Which.Path.Should().Be("w");
        read.Trusted.Problems.Should()
            .OnlyContain(problem => problem.Message.StartsWith(expected, StringComparison.Ordinal));
        TrustedSettings.Of(read.Trusted, new("s", "w", "t"), new(2026, 1, 1)).Problems.Should()
            .Equal(read.Trusted.Problems);
    }

    [Fact]
    public async Task A_truncated_template_is_a_problem_and_another_unreadable_one_is_ignored()
    {
        fake.FailNext(200, $$"""
            {"data":{"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"{{fake.Repository.DefaultHead}}"} },
              "root":{"__typename":"Tree"},"settings":null,"waivers":null,"newSettings":null,"newWaivers":null,"templates":{"__typename":"Tree","entries":[
                {"name":"cut.scriban","object":{"__typename":"Blob","text":"a","isTruncated":true} },
                {"name":"logo.png","object":{"__typename":"Blob","text":null,"isTruncated":false} }]} } } }
            """);

        var read = await fake.Client()
            .ReadSettingsFilesAsync(Infra, new("s", "w", "t"), fake.Repository.DefaultHead, None);

        read.Trusted.Problems.Should().ContainSingle().Which.Path.Should().Be("t/cut.scriban");
        read.Templates.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_without_access_to_any_file_is_rejected()
    {
        fake.FailNext(200, $$"""
            {"data":{"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"{{fake.Repository.DefaultHead}}"} },
              "root":null,"settings":null,"waivers":null,"templates":null,"newSettings":null,"newWaivers":null} } }
            """);

        var reading = () => fake.Client()
            .ReadSettingsFilesAsync(Infra, new("s", "w", "t"), fake.Repository.DefaultHead, None);

        (await reading.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotPermitted);
    }

    [Fact]
    public async Task Environments_have_their_protection_and_a_wait_timer_is_none()
    {
        DeploymentEnvironment[] all = [new("open"), new("Prod") { HasReviewers = true },
            new("stage") { HasBranchPolicy = true }, new("a/b") { HasCustomRule = true }];
        fake.Repository.Environments.AddRange(all);

        var listed = await fake.Client().ListEnvironmentsAsync(Infra, ["prod", "a/b"], None);

        listed.Should().Equal(all);
        listed.Select(environment => environment.IsProtected).Should().Equal(false, true, true, true);
        fake.Exchanges.Select(exchange => exchange.PathAndQuery.Split("infra/")[1]).Should().Equal(
            "environments?per_page=100&page=1", "environments/Prod/deployment_protection_rules",
            "environments/a%2Fb/deployment_protection_rules");
    }

    [Fact]
    public async Task An_empty_repository_without_a_default_branch_is_an_error()
    {
        fake.FailNext(200, """{"data":{"repository":{"defaultBranchRef":null}}}""");

        var reading = () => fake.Client().ReadDefaultBranchAsync(Infra, None);

        (await reading.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotFound);
    }

    [Fact]
    public async Task Unchanged_content_is_not_transferred_again()
    {
        fake.Repository.Files["a.tf"] = "one";
        var client = fake.Client();
        Task<byte[]?> Read() => client.ReadFileAsync(Infra, "a.tf", fake.Repository.DefaultHead, None);

        var first = await Read();
        var second = await Read();
        fake.Repository.Files["a.tf"] = "two";
        var third = await Read();

        second.Should().Equal(first);
        third.Should().NotEqual(first);
        fake.Exchanges.Select(exchange => exchange.Status).Should().Equal(200, 304, 200);
    }

    [Fact]
    public async Task Only_the_most_recent_responses_are_cached()
    {
        for (var i = 0; i < 65; i++) fake.Repository.Files[$"{i}.tf"] = $"{i}";
        var client = fake.Client();

        for (var i = 0; i < 65; i++) await client.ReadFileAsync(Infra, $"{i}.tf", fake.Repository.DefaultHead, None);
        await client.ReadFileAsync(Infra, "0.tf", fake.Repository.DefaultHead, None);
        await client.ReadFileAsync(Infra, "64.tf", fake.Repository.DefaultHead, None);

        fake.Exchanges.TakeLast(2).Select(exchange => exchange.Status).Should().Equal(200, 304);
    }

    [Fact]
    public async Task An_unknown_change_status_counts_as_modified()
    {
        fake.FailNext(200, """[{"filename":"a.tf","status":"teleported"}]""");

        var listed = await fake.Client().ListChangedFilesAsync(Infra, Seven, None);

        listed.Files.Should().Equal(new PullFile("a.tf", PullFileChange.Modified, null));
    }

    [Theory]
    [InlineData("null")] // the account was deleted
    [InlineData("""{"__typename":"EnterpriseUserAccount","login":"ann"}""")] // has no id to be told apart by
    public async Task A_comment_with_an_unknown_author_has_no_author(string author)
    {
        const string sha = "0123456789abcdef0123456789abcdef01234567";
        fake.FailNext(200, $$"""
            {"data":{"viewer":{"login":"x","databaseId":1},"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"{{sha}}"} },"pullRequest":{
              "number":7,"headRefOid":"{{sha}}","headRefName":"x","baseRefOid":"{{sha}}","baseRefName":"main","isCrossRepository":false,"state":"MERGED",
              "isDraft":true,"changedFiles":1,"comments":{"pageInfo":{"hasNextPage":false,"endCursor":null},"nodes":[null,{
                "id":"IC_1","fullDatabaseId":"9007199254740993","body":"b","isMinimized":false,"viewerDidAuthor":false,"url":"https://github.test",
                "createdAt":"2030-01-02T03:04:05Z","updatedAt":"2030-01-02T03:04:05Z","author":{{author}} }]} } } } }
            """);

        var conversation = await fake.Client().ReadConversationAsync(Infra, Seven, None);

        conversation.Pull.Should().BeEquivalentTo(new { IsOpen = false, IsMerged = true, IsDraft = true });
        conversation.Comments.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Id = new CommentId(9007199254740993), Author = (Account?)null });
    }

    [Fact]
    public async Task Every_request_has_a_user_agent_and_an_API_version()
    {
        fake.Repository.AddPull(7);

        await fake.Client().GetPullRequestAsync(Infra, Seven, None);

        var headers = fake.Exchanges.Single().Headers;
        headers["User-Agent"].Should().MatchRegex(@"^tfpilot/\d+\.\d+\.\d+$");
        headers["X-GitHub-Api-Version"].Should().Be("2022-11-28");
        headers["Authorization"].Should().Be($"Bearer {FakeGitHub.Token}");
        headers["Accept"].Should().Be("application/vnd.github+json");
    }
}
