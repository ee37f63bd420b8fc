using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>What the fake's GraphQL tells of a pull request at one moment.</summary>
internal static class FakeSnapshot
{
    public static JsonObject Of(FakeRepository repository, FakePull pull) => new()
    {
        ["nameWithOwner"] = repository.Name.ToString(),
        ["defaultBranchRef"] = FakeGraphQl.Branch(repository),
        ["pullRequest"] = new JsonObject
        {
            ["number"] = pull.Number,
            ["headRefOid"] = pull.Head.Text,
            ["headRefName"] = "change",
            ["baseRefOid"] = repository.DefaultHead.Text,
            ["baseRefName"] = pull.BaseBranch,
            ["isCrossRepository"] = pull.IsFromFork,
            ["state"] = pull.State.ToUpperInvariant(),
            ["isDraft"] = false,
            ["changedFiles"] = pull.Files.Count,
            ["author"] = new JsonObject { ["__typename"] = "User", ["login"] = "ann", ["databaseId"] = 2001 },
            ["baseRef"] = new JsonObject { ["target"] = new JsonObject { ["oid"] = repository.DefaultHead.Text } },
            ["mergeQueueEntry"] = null,
            ["commits"] = Nodes([new() { ["commit"] = Commit(repository, pull) }]),
        },
    };

    private static JsonObject Commit(FakeRepository repository, FakePull pull) => new()
    {
        ["oid"] = pull.Head.Text,
        ["associatedPullRequests"] = Nodes(repository.Pulls.Values.Where(other => other.Head == pull.Head).Select(other => Twin(repository, other))),
        ["checkSuites"] = Nodes([new() { ["checkRuns"] = Nodes(repository.Checks.Where(check => check.Text("head_sha") == pull.Head.Text).Select(Run)) }]),
    };

    private static JsonObject Twin(FakeRepository repository, FakePull pull) => new()
    {
        ["number"] = pull.Number,
        ["state"] = pull.State.ToUpperInvariant(),
        ["headRefOid"] = pull.Head.Text,
        ["headRefName"] = "change",
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
