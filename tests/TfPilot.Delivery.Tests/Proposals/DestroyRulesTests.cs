using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Policies;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Delivery.Tests.Proposals;

public class DestroyRulesTests
{
    private static readonly CommitSha Tip = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Last = CommitSha.Parse(new string('b', 40));

    private static readonly EnvironmentMap Map = new(
        [
            new("dev") { Paths = [new("live/dev/**")] }, new("prod") { Paths = [new("live/prod/**")] },
            new("all") { Paths = [new("live/prod/both")] },
        ], [], []);

    [Theory]
    [InlineData("live/dev/web", "live/dev/web/main.tf live/dev/web/x.sh", "")]
    [InlineData("live/dev/net", "live/dev/net/main.tf live/dev/net/tpl/a.txt", "live/dev/net/m live/dev/net/m/in")]
    public void The_folder_is_deleted_without_the_modules_below_it(string project, string deleted, string kept)
    {
        var write = Destroy(project, "dev").Should().BeOfType<DestroyDecision.Write>().Subject;

        (string.Join(' ', write.Deleted), string.Join(' ', write.Kept)).Should().Be((deleted, kept));
        write.File.Should().Be(new DestroyFile(project, Tip));
    }

    [Theory]
    [InlineData("live/dev/web", "prod", "live/dev/web does not belong to prod, but to dev.")]
    [InlineData("live/prod/both", "prod", "live/prod/both belongs to prod, all, and deleting it")]
    [InlineData("live/dev/none", "dev", "live/dev/none has no configuration on the branch.")]
    [InlineData("live/dev/web/", "dev", "live/dev/web/ has no configuration on the branch.")]
    public void What_is_not_one_project_of_one_environment_is_refused(
        string project, string environment, string reason) =>
        Destroy(project, environment).Should().BeOfType<DestroyDecision.Refused>()
            .Which.Reason.Should().StartWith(reason);

    [Theory]
    [InlineData("live/dev/old", "live/dev/old b")]
    [InlineData("live/dev/old:eu", "live/dev/old b")] // one of several workspaces
    [InlineData("live/dev/web", "live/dev/web has configuration again")]
    [InlineData("live/dev/asked", "live/dev/asked/.tfpilot-destroy.yml asks to destroy it already")]
    [InlineData("live/dev/never", "live/dev/never has no configuration at bbbbbbb, the last applied commit.")]
    public void A_state_that_was_left_behind_is_destroyed_with_the_configuration_of_its_last_apply(
        string project, string expected)
    {
        var decision = DestroyRules.CleanUp(
            Of(project, "dev", ProposalKind.Cleanup), Files(), Last,
            Tree("live/dev/old/main.tf", "live/dev/asked/a.tf"));

        (decision switch
        {
            DestroyDecision.Refused(var reason) => reason,
            DestroyDecision.Write({ Folder: var folder, Commit: var commit }, { Count: 0 }, _) =>
                $"{folder} {commit.Text[0]}",
            _ => "",
        }).Should().StartWith(expected);
    }

    [Fact]
    public void Nothing_is_decided_about_a_repository_whose_files_are_unknown()
    {
        var unknown = new GitTree([new("live", "40000", new string('c', 40))]);

        DestroyRules.Destroy(Of("live/dev/web", "dev"), unknown, Tip, Map).Should()
            .BeOfType<DestroyDecision.Refused>().Which.Reason.Should().Contain("does not list all files");
        DestroyRules.CleanUp(Of("live/dev/old", "dev"), unknown, Last, Files()).Should()
            .BeOfType<DestroyDecision.Refused>();
    }

    [Fact]
    public void Only_states_with_resources_and_without_configuration_were_left_behind()
    {
        LiveProject[] live =
        [
            new("dev", "live/dev/old", 2), new("dev", "live/dev/web", 3), new("dev", "live/dev/gone:eu", 1),
            new("dev", "live/dev/empty", 0), new("dev", "root", 1), new("dev", ".", 1),
        ];

        var found = OrphanRules.Find(live, Tree("live/dev/web/main.tf", "main.tf"));

        found.Select(state => $"{state.Folder} {state.Resources}").Should().Equal("live/dev/gone 1", "live/dev/old 2");
    }

    private static DestroyDecision Destroy(string project, string environment) =>
        DestroyRules.Destroy(Of(project, environment), Files(), Tip, Map);

    private static GitTree Files() => Tree(
        "live/dev/web/main.tf", "live/dev/web/x.sh", "live/dev/website/main.tf", "live/prod/both/main.tf",
        "live/dev/net/main.tf", "live/dev/net/tpl/a.txt", "live/dev/net/m/main.tf", "live/dev/net/m/a.txt",
        "live/dev/net/m/in/main.tf", "live/dev/asked/.tfpilot-destroy.yml");

    private static GitTree Tree(params string[] paths) =>
        new(paths.Select(path => new GitEntry(path, "100644", new string('d', 40))));

    private static Proposal Of(string project, string environment, ProposalKind kind = ProposalKind.Destroy) =>
        new(7, kind, environment, project, null, new(new(2004), "dee"), "tfpilot/destroy-1");
}
