using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>
/// Approvals of changes to prod, as the check shows them: prod requires two of platform (bob, cy, dee), and ann is the
/// author.
/// </summary>
public sealed class ApprovalStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    private const string Prod = "prod: get 2 approvals from platform";

    [AppTheory, OnSqlite, OnPostgres]
    public async Task A_dismissed_request_for_changes_does_not_restore_an_older_approval(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PassedAsync(story);

        var review = await story.ReviewAsync(pull, "bob", "request_changes");
        var blocked = await TitleAsync(story, pull, "failure");
        await github.ActAsync("dismissReview", new { review_id = review, by = "dee", message = "talked it over" });

        blocked.Should().StartWith("prod: resolve the changes that bob requested");
        (await TitleAsync(story, pull, "action_required")).Should().Be("prod: get 1 more approval from platform");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task A_dismissed_approval_no_longer_counts(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PlannedAsync(story);
        var review = await story.ReviewAsync(pull, "bob", "approve");
        await story.ApproveAsync(pull, "cy");
        await TitleAsync(story, pull, "success");

        await github.ActAsync("dismissReview", new { review_id = review, by = "dee", message = "too early" });

        (await TitleAsync(story, pull, "action_required")).Should().Be("prod: get 1 more approval from platform");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task Members_of_a_child_team_count_until_they_leave_it(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        await github.ActAsync("createTeam", new { org = "acme", name = "night", parent = "platform", by = "dee" });
        await github.ActAsync("addTeamMember", new { org = "acme", team = "night", user = "eve", by = "dee" });
        var pull = await PlannedAsync(story);
        await story.ApproveAsync(pull, "bob", "eve");
        await TitleAsync(story, pull, "success");

        await github.ActAsync("removeTeamMember", new { org = "acme", team = "night", user = "eve", by = "dee" });

        (await TitleAsync(story, pull, "action_required")).Should().Be("prod: get 1 more approval from platform");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task Neither_the_author_nor_a_pusher_can_approve(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        await github.ActAsync("addTeamMember", new { org = "acme", team = "platform", user = "ann", by = "dee" });
        var pull = await story.OpenAsync("f");
        var spoofed = new
        {
            files = new Dictionary<string, string> { ["envs/prod/main.tf"] = "# f\n# more\n" },
            author = new { name = "ann", email = "2001+ann@users.noreply.github.com" }
        };
        await github.ActAsync(
            "push", new { repo = "acme/infra", branch = "f", by = "bob", commits = new[] { spoofed } });
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));

        await story.ApproveAsync(pull, "ann", "bob", "cy");

        await TitleAsync(story, pull, "action_required", "prod: get 1 more approval from platform");
        var summary = await SummaryAsync(story, pull);
        summary.Should().Contain("- ann (prod): is the author").And.Contain("- bob (prod): pushed");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task A_push_makes_approvals_stale(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PassedAsync(story);
        await story.PushAsync("f", "# more\n");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await TitleAsync(story, pull, "action_required", Prod);

        await story.ApproveAsync(pull, "bob", "dee");

        await TitleAsync(story, pull, "success");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task An_approval_survives_a_push_with_the_same_plan_if_the_settings_allow_it(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f", "envs/dev/main.tf");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));
        await story.ApproveAsync(pull, "eve");
        await TitleAsync(story, pull, "success");

        await story.PushAsync("f", "# more\n", "docs/a.md");
        var unplanned = await TitleAsync(story, pull, "action_required");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));

        unplanned.Should().Contain("wait for the plan");
        await TitleAsync(story, pull, "success");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task An_approval_does_not_survive_a_changed_script_that_no_plan_shows(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f", "envs/dev/main.tf");
        await story.PushAsync("f", "echo one\n", "envs/dev/boot.sh");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));
        await story.ApproveAsync(pull, "eve");
        await TitleAsync(story, pull, "success");

        await story.PushAsync("f", "echo two\n", "envs/dev/boot.sh");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));

        await TitleAsync(story, pull, "action_required", "dev: get 1 approval from devs");
        (await SummaryAsync(story, pull)).Should().Contain("eve (dev): the plan changed since");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task Retargeting_to_another_base_and_back_requires_new_approvals(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        await github.ActAsync("createBranch", new { repo = "acme/infra", branch = "lax", from = "main", by = "dee" });
        var pull = await PassedAsync(story);

        await github.ActAsync("retarget", new { repo = "acme/infra", pull, @base = "lax", by = "ann" });
        await story.CheckAsync(pull, check => (string?)check["conclusion"] == "action_required", "tfpilot: lax");
        await github.ActAsync("retarget", new { repo = "acme/infra", pull, @base = "main", by = "ann" });

        await TitleAsync(story, pull, "action_required", Prod);
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task A_draft_waits_and_keeps_its_approvals(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PassedAsync(story);

        await github.ActAsync("setDraft", new { repo = "acme/infra", pull, by = "ann" });
        var draft = await TitleAsync(story, pull, "action_required");
        await github.ActAsync("readyForReview", new { repo = "acme/infra", pull, by = "ann" });

        draft.Should().Be("Mark the pull request ready for review");
        await TitleAsync(story, pull, "success");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task Each_affected_environment_requires_its_own_approvers(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PlannedAsync(story);
        await story.PushAsync("f", "# dev\n", "envs/dev/main.tf");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));

        await story.ApproveAsync(pull, "eve", "bob");

        await TitleAsync(story, pull, "action_required", "prod: get 1 more approval from platform");
        await story.CheckAsync(pull, check => (string?)check["conclusion"] == "success", "tfpilot / dev");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task An_unreadable_team_blocks_the_check_until_it_can_be_read(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await PassedAsync(story);

        await github.ActAsync("deleteTeam", new { org = "acme", team = "platform", by = "dee" });
        await TitleAsync(story, pull, "failure", "prod: correct platform in the settings");

        (await SummaryAsync(story, pull)).Should().Contain("The team platform does not exist in acme");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task A_merge_group_passes_only_while_all_its_members_are_approved(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var (prod, docs) = (await PassedAsync(story), await story.OpenAsync("g", "docs/a.md"));

        await github.ActAsync(
            "enqueueMergeGroup", new { repo = "acme/infra", pulls = new[] { prod, docs }, by = "ann" });
        var free = await story.GroupCheckAsync(check => (string?)check["conclusion"] == "success");
        await story.ReviewAsync(prod, "bob", "request_changes");
        var held = await story.GroupCheckAsync(check => (string?)check["conclusion"] == "failure");

        ((string)free["output"]!["title"]!).Should().Be("Everything in the group is approved");
        ((string)held["output"]!["title"]!).Should().Be($"#{prod} cannot merge: prod: resolve the changes that bob…");
        await EndAsync();
    }

    [AppTheory, OnSqlite]
    public async Task Two_changes_of_one_environment_pass_together_once_their_merge_group_is_planned(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pulls = new[] { await PassedAsync(story), await PassedAsync(story, "g", "envs/prod/more.tf") };

        var group = await github.ActAsync("enqueueMergeGroup", new { repo = "acme/infra", pulls, by = "ann" });
        var held = await story.GroupCheckAsync(check => (string?)check["conclusion"] == "failure");
        var (status, body) = await story.SendGroupFactsAsync(group, AppStory.Facts("new-service", "envs/prod", "prod"));
        var free = await story.GroupCheckAsync(check => (string?)check["conclusion"] == "success");

        ((string)held["output"]!["title"]!).Should().StartWith($"#{pulls[0]} and #{pulls[1]} both change prod");
        ((int)status, (string)body["head"]!, (bool)body["trusted"]!).Should()
            .Be((202, (string)group["head_sha"]!, true), body.ToJsonString());
        ((string)free["output"]!["title"]!).Should().Be("Everything in the group is approved");
        await EndAsync();
    }

    private static async Task<int> PlannedAsync(AppStory story, string branch = "f", string path = "envs/prod/main.tf")
    {
        var pull = await story.OpenAsync(branch, path);
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await TitleAsync(story, pull, "action_required", Prod);
        return pull;
    }

    private static async Task<int> PassedAsync(AppStory story, string branch = "f", string path = "envs/prod/main.tf")
    {
        var pull = await PlannedAsync(story, branch, path);
        await story.ApproveAsync(pull, "bob", "cy");
        await TitleAsync(story, pull, "success");
        return pull;
    }

    /// <summary>Waits until the required check ends with this conclusion and returns its title.</summary>
    private static async Task<string> TitleAsync(AppStory story, int pull, string conclusion, string? title = null)
    {
        var check = await story.CheckAsync(pull,
            check => (string?)check["conclusion"] == conclusion
                && (title is null || (string?)check["output"]!["title"] == title));
        return (string)check["output"]!["title"]!;
    }

    private static async Task<string> SummaryAsync(AppStory story, int pull) =>
        (string)(await story.CheckAsync(pull, _ => true))["output"]!["summary"]!;

    /// <summary>Asserts that GitHub would have accepted all requests.</summary>
    private async Task EndAsync() => (await github.ViolationsAsync()).Should().BeEmpty();
}
