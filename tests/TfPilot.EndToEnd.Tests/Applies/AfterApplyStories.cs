using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Action.Tests.Jobs;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>What happens after an apply: its verification, its issue and its comment.</summary>
public sealed class AfterApplyStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_failed_apply_opens_an_issue_that_the_verified_fix_closes(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync(
            TerraformProject.Configuration(("web", "one")) + TerraformProject.Failing("db"));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        var opened = await IssueAsync(story, issue => (string?)issue["state"] == "open");
        ((string?)opened["title"]).Should().Be("envs/dev in dev: partly applied");
        ((string?)opened["body"]).Should().Contain("| Category | provisioner: ").And
            .Contain("local-exec provisioner error");

        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one"), ("db", "one")));
        var verified = story.ApplyVerifyAndRecord();

        verified.Out.Should().Contain("envs/dev (dev): applied").And.Contain("; verified by 2 checks");
        await IssueAsync(story, issue => (string?)issue["state"] == "closed");
        await story.App.WaitUntilQuietAsync();
        var comments = await new CommandStory(github, story.App).CommentsAsync(
            (int)AppStory.Pulls(await story.App.StateAsync()).Max(pull => (int)pull["number"]!));
        comments.Should().ContainSingle(body => body.Contains("### `dev` is applied and verified"));
        (await story.App.StateAsync())["issues"]!.AsArray().Should().ContainSingle();
    }

    [ApplyTheory]
    [OnSqlite]
    public async Task A_failed_verification_opens_an_issue_and_releases_the_lock(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync("resource \"terraform_data\" \"web\" {\n  input = timestamp()\n}\n");

        var record = story.ApplyVerifyAndRecord();

        record.Out.Should().Contain("verification failed: plan no changes after the apply")
            .And.Contain("The lock is released.");
        var issue = await IssueAsync(story, _ => true);
        ((string?)issue["title"]).Should().Be("envs/dev in dev: verification failed");
        ((string?)issue["body"]).Should().Contain("update terraform_data.web");
    }

    [GpgTheory]
    [OnSqlite]
    public async Task The_published_program_encrypts_a_state_for_the_recipients_of_the_default_branch(SqlDialect engine)
    {
        using var gpg = new Gpg();
        var key = string.Concat(gpg.Generate("ann").Trim().Split('\n').Select(line => $"      {line}\n"));
        using var story = await ApplyStory.BeginAsync(github, engine, ApplyStory.Settings.Replace(
            "apply: { workflows: [.github/workflows/apply.yml] }",
            $"apply:\n  workflows: [.github/workflows/apply.yml]\n  state_recipients:\n    - |\n{key}",
            StringComparison.Ordinal));
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one")));
        story.Project.WriteFile("errored.tfstate", """{"version":4}""");

        var run = story.Encrypt("errored.tfstate", "errored.tfstate.gpg");

        run.ExitCode.Should().Be(0, run.Out + run.Error);
        var encrypted = File.ReadAllBytes(Path.Combine(story.Project.Root, "errored.tfstate.gpg"));
        Encoding.UTF8.GetString(gpg.Run(encrypted, "--decrypt")).Should().Be("""{"version":4}""");
    }

    private static async Task<JsonNode> IssueAsync(ApplyStory story, Func<JsonNode, bool> satisfies)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < CommandStory.Timeout)
        {
            if ((await story.App.StateAsync())["issues"]!.AsArray().FirstOrDefault(
                issue => satisfies(issue!)) is { } found) return found;
            await Task.Delay(50);
        }

        throw new InvalidOperationException("the issue is missing");
    }
}

/// <summary>A test like <see cref="ApplyTheoryAttribute"/> that also needs gpg.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GpgTheoryAttribute : TheoryAttribute
{
    public GpgTheoryAttribute() =>
        Skip = new ApplyTheoryAttribute().Skip ?? (Gpg.IsInstalled ? null! : "gpg is not installed");
}
