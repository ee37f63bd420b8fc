using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class DestroyDiscoveryTests : IDisposable
{
    private readonly ActionStep step = new();

    public void Dispose() => step.Dispose();

    [Theory]
    [InlineData("pull_request")]
    [InlineData("push")]
    [InlineData("workflow_dispatch")] // a command starts it after the merge
    public void A_deleted_project_is_destroyed_at_the_commit_that_its_destroy_file_names(string trigger)
    {
        using var git = Deleted(out var last);
        var (from, to) = (last.Text, git.Tip.Text);
        if (trigger != "pull_request")
            step.OnEvent(trigger, trigger != "push" ? "{\"repository\":{\"default_branch\":\"main\"}}"
                : $$$"""{"before":"{{{from}}}","after":"{{{to}}}","repository":{"default_branch":"main"}}""");
        step.Variables["GITHUB_SHA"] = to;

        var run = step.Run([("command", "discover"), .. trigger == "pull_request" ? Array.Empty<(string, string)>()
            : [("branch", "main"), ("name", "live/old")]]);

        run.ExitCode.Should().Be(0, run.ToString());
        var job = JsonNode.Parse(step.Outputs["matrix"])!["include"]!.AsArray()
            .Single(one => (string?)one!["path"] == "live/old")!;
        ((string?)job["commit"], (string?)job["environment"], (string?)job["terraform_version"]).Should()
            .Be((last.Text, "prod", "1.9.5"));
        if (trigger == "pull_request")
        {
            ((string?)JsonNode.Parse(step.Outputs["batches"])!["include"]![0]!["plans"]).Should()
                .Be("live/old\tprod\t\t=\t-var-file=old.tfvars\t-destroy\n");
            step.Outputs["projects"].Should().Be("""[{"project":"live/old","environment":"prod"}]""");
        }
        else
        {
            ((string?)job["plan"]).Should().Be("live/old\tprod\t\t=\t-var-file=old.tfvars\t-destroy\n");
        }
    }

    [Theory]
    [InlineData("another branch", "is not in the branch")] // its configuration was never reviewed
    [InlineData("before the project", "is no project at commit")]
    public void A_commit_that_may_not_be_planned_is_an_error(string commit, string problem)
    {
        using var git = Deleted(out _);
        git.Run("checkout", "-q", commit == "another branch" ? "-b" : "--detach", commit == "another branch" ? "other"
            : "main~2");
        var named = commit == "another branch" ? git.Commit("never merged", ("live/old/main.tf", "terraform {}\n"))
            : CommitSha.Parse(git.Run("rev-parse", "HEAD"));
        step.Write("live/old/.tfpilot-destroy.yml", DestroyFile.Write(named));

        var run = step.Run(("command", "discover"));

        run.ExitCode.Should().NotBe(0);
        run.Log.Should().Contain(problem);
        step.Outputs.Should().NotContainKey("matrix");
    }

    [Fact]
    public void A_commit_inside_a_merged_pull_request_is_an_error()
    {
        using var git = Deleted(out var last);
        git.Introduced[last] = 3;

        var run = step.Run(("command", "discover"));

        run.ExitCode.Should().NotBe(0);
        run.Log.Should().Contain("the branch never was at it");
    }

    /// <summary>
    /// A repository whose branch has lost live/old, and the pull request that asks to destroy it.
    /// </summary>
    private FakeGit Deleted(out CommitSha last)
    {
        var git = step.GitHub.Repository.Git = new FakeGit();
        git.Commit("before", ("README.md", "text\n"));
        const string Main = "terraform {\n  required_version = \"1.9.5\"\n  backend \"s3\" {}\n}\n";
        last = git.Commit("with the project", ("live/old/main.tf", Main), ("live/old/old.tfvars", "a = 1\n"));
        git.Commit("without the project", ("live/old/main.tf", null), ("live/old/old.tfvars", null),
            ("live/old/.tfpilot-destroy.yml", DestroyFile.Write(last)));
        step.GitHub.Repository.DefaultHead = git.Tip;
        step.GitHub.Repository.Files[".tfpilot.yml"] =
            "version: 1\nenvironments: { prod: { paths: [\"live/**\"], var_files: [\"*.tfvars\"] } }\n";
        step.GitHub.Repository.Files["live/old/main.tf"] = Main; // GraphQL reads the texts here
        step.Write("live/old/.tfpilot-destroy.yml", DestroyFile.Write(last));
        step.Pull.Base = git.Tip;
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new("live/old/.tfpilot-destroy.yml", PullFileChange.Added, PreviousPath: null));
        step.OnPullRequest();
        return git;
    }
}
