using System.Text.Json.Nodes;
using TfPilot.GitHub.Api;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>The GraphQL snapshot of a pull request.</summary>
internal static class FakeSnapshot
{
    public static JsonObject Of(FakeRepository repository, FakePull pull, JsonNode variables) => new()
    {
        ["nameWithOwner"] = repository.Name.ToString(),
        ["isPrivate"] = false,
        ["defaultBranchRef"] = FakeGraphQl.Branch(repository),
        ["root"] = repository.IsReadable ? new JsonObject { ["__typename"] = "Tree" } : null,
        ["settings"] = FakeGraphQl.Object(repository, (string)variables["settings"]!),
        ["waivers"] = FakeGraphQl.Object(repository, (string)variables["waivers"]!),
        ["templates"] = FakeGraphQl.Object(repository, (string)variables["templates"]!),
        ["pullRequest"] = new JsonObject(
        [
            new("id", $"PR_{pull.Number}"),
            new("number", pull.Number),
            new("headRefOid", pull.Head.Text),
            new("headRefName", pull.HeadBranch),
            new("baseRefOid", (pull.Base ?? repository.DefaultHead).Text),
            new("baseRefName", pull.BaseBranch),
            new("isCrossRepository", pull.IsFromFork),
            new("state", pull.State.ToUpperInvariant()),
            new("isDraft", pull.IsDraft),
            new("changedFiles", pull.Files.Count),
            new("autoMergeRequest",
                pull.AutoMergeBy is { } by ? new JsonObject { ["enabledBy"] = FakeHistory.Actor(by) } : null),
            new("author", FakeHistory.Actor(pull.Author)),
            new("headRepository",
                pull.IsHeadHidden ? null : new JsonObject { ["nameWithOwner"] = repository.Name.ToString() }),
            new("baseRef", new JsonObject { ["target"] = new JsonObject { ["oid"] = repository.DefaultHead.Text } }),
            new("mergeQueueEntry",
                repository.Queue.FindIndex(queued => queued.Number.Value == pull.Number) is var position and >= 0
                    ? new JsonObject { ["position"] = position + 1 } : null),
            new("files", Files(pull)),
            .. FakeHistory.First(pull),
            new("commits", Nodes([new() { ["commit"] = Commit(repository, pull) }])),
        ]),
    };

    private static JsonObject Files(FakePull pull) => new()
    {
        ["pageInfo"] = new JsonObject { ["hasNextPage"] = pull.Files.Count > 100, ["endCursor"] = "100" },
        ["nodes"] = new JsonArray(
            [.. pull.Files.Take(100)
                .Select(
                    file => (JsonNode)new JsonObject { ["path"] = file.Path, ["changeType"] = TypeOf(file.Change) })]),
    };

    private static string TypeOf(PullFileChange change) =>
        change == PullFileChange.Removed ? "DELETED" : change.ToString().ToUpperInvariant();

    private static JsonObject Commit(FakeRepository repository, FakePull pull) => new()
    {
        ["oid"] = pull.Head.Text,
        ["associatedPullRequests"] = Nodes(
            repository.Pulls.Values.Where(other => other.Head == pull.Head).Select(other => Twin(repository, other))),
        ["checkSuites"] = Nodes(
            [new() { ["checkRuns"] = Nodes(repository.Checks
                .Where(check => repository.ShowsChecks && check.Text("head_sha") == pull.Head.Text).Select(Run)) }]),
    };

    private static JsonObject Twin(FakeRepository repository, FakePull pull) => new()
    {
        ["number"] = pull.Number,
        ["state"] = pull.State.ToUpperInvariant(),
        ["headRefOid"] = pull.Head.Text,
        ["headRefName"] = pull.HeadBranch,
        ["baseRefName"] = pull.BaseBranch,
        ["baseRepository"] = new JsonObject { ["nameWithOwner"] = repository.Name.ToString() },
    };

    private static JsonObject Run(FakeCheck check) => new()
    {
        ["databaseId"] = check.Id,
        ["name"] = check.Text("name"),
        ["externalId"] = check.Text("external_id"),
        ["conclusion"] = ((string?)check.Body["conclusion"])?.ToUpperInvariant(),
    };

    private static JsonObject Nodes(IEnumerable<JsonObject> nodes) => new() { ["nodes"] = new JsonArray([.. nodes]) };
}
