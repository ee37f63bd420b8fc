using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Tests.Registry;

public class DataBranchTests
{
    private const string Repository = "https://github.com/acme/infra";

    [Fact]
    public void The_summary_lists_each_project_by_environment()
    {
        var web = Deployed("prod", "web") with { Resources = 3 };
        var failed = web with { Last = web.Last with { Project = "a|b", Pull = null, Status = ApplyStatus.Failed } };
        var dev = Deployed("dev", "live/web");

        var summary = Files(web, [web, failed, dev])["DEPLOYED.md"];

        summary.Should().Be($"""
            # Deployed

            tfpilot writes this file after each apply. Changes by others are overwritten.

            ## `dev`

            | Project | Last apply | Commit | Pull request | Run | Ended (UTC) | Resources |
            |:--|:--|:--|:--|:--|:--|--:|
            | `live/web` | applied | [aaaaaaa]({Repository}/commit/{new string('a', 40)}) | [#7]({Repository}/pull/7) | [run 12, attempt 1]({Repository}/actions/runs/12/attempts/1) | 2030-01-02 03:04:05 | unknown |

            ## `prod`

            | Project | Last apply | Commit | Pull request | Run | Ended (UTC) | Resources |
            |:--|:--|:--|:--|:--|:--|--:|
            | <code>a&#124;b</code> | failed | [aaaaaaa]({Repository}/commit/{new string('a', 40)}) | – | [run 12, attempt 1]({Repository}/actions/runs/12/attempts/1) | 2030-01-02 03:04:05 | [3]({Repository}/blob/tfpilot/data/registry/prod/a%257Cb.json) |
            | `web` | applied | [aaaaaaa]({Repository}/commit/{new string('a', 40)}) | [#7]({Repository}/pull/7) | [run 12, attempt 1]({Repository}/actions/runs/12/attempts/1) | 2030-01-02 03:04:05 | [3]({Repository}/blob/tfpilot/data/registry/prod/web.json) |

            """);
    }

    [Fact]
    public void The_files_do_not_depend_on_the_order_of_the_rows()
    {
        var (web, db) = (Deployed("prod", "web") with { Resources = 2 }, Deployed("prod", "db"));
        RegistryEntry[] entries = [Entry("b.b"), Entry("a.a[\"2\"]"), Entry("a.a[\"10\"]")];

        var files = DataBranch.Files(web, [web, db], entries, hasMore: false, new(Repository));
        var others = DataBranch.Files(web, [db, web], [.. entries.Reverse()], hasMore: false, new(Repository));

        files.Should().BeEquivalentTo(others);
        var registry = JsonNode.Parse(files["registry/prod/web.json"]!);
        RegistryDocument.Read("file", registry).Match(read => read, _ => []).Select(entry => entry.Resource.Address)
            .Should().Equal("a.a[\"10\"]", "a.a[\"2\"]", "b.b");
    }

    [Fact]
    public void A_project_whose_state_is_unknown_has_no_registry_file() =>
        Files(Deployed("prod", "web"), [Deployed("prod", "web")]).Keys.Should().Equal("DEPLOYED.md");

    [Theory]
    [InlineData("live/prod/web", "registry/prod/live/prod/web.json")]
    [InlineData("web-1_a.b", "registry/prod/web-1_a.b.json")]
    [InlineData("../../.github/workflows/x", "registry/prod/%2E%2E/%2E%2E/%2Egithub/workflows/x.json")] // stays inside
    [InlineData(".git", "registry/prod/%2Egit.json")]
    [InlineData("/a//b.", "registry/prod/%/a/%/b%2E.json")]
    [InlineData("a.json/b", "registry/prod/a%2Ejson/b.json")] // the file of project a is no folder
    [InlineData("a.json", "registry/prod/a.json.json")]
    [InlineData("ü %\n#@\\", "registry/prod/%C3%BC%20%25%0A%23%40%5C.json")]
    public void The_path_of_a_project_is_safe_and_its_own(string project, string path) =>
        DataBranch.PathOf(Deployed("prod", project).Last).Should().Be(path);

    [Fact]
    public void Long_names_are_shortened_and_stay_different()
    {
        var paths = new[] { 'a', 'b' }.Select(
            end => DataBranch.PathOf(Deployed("prod", new string('x', 199) + end + new string('é', 50)).Last)).ToList();

        paths.Should().OnlyHaveUniqueItems().And.OnlyContain(path => path.Length == "registry/prod/.json".Length + 200);
    }

    [Fact]
    public void The_message_starts_no_workflow_and_names_nobody() =>
        DataBranch.Message(Deployed("prod", "@ann fixes #1")).Should()
            .Be("registry/prod/%40ann%20fixes%20%231.json: applied in run 12, attempt 1\n\n[skip ci]\n");

    private static Deployment Deployed(string environment, string project) => new(
        new(environment, project, 7, CommitSha.Parse(new('a', 40)), new(12, 1), ApplyStatus.Applied),
        new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), null);

    private static RegistryEntry Entry(string address) => new(
        "prod", "web", new(address, "a", "p"), DateTimeOffset.UnixEpoch);

    private static IReadOnlyDictionary<string, string?> Files(Deployment one, IReadOnlyList<Deployment> all) =>
        DataBranch.Files(one, all, [], hasMore: false, new(Repository));
}
