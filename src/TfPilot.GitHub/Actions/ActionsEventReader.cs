using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Actions;

/// <summary>
/// Reads the runner's event document, the webhook's payload. Tolerant, because GitHub adds and omits members.
/// </summary>
internal static class ActionsEventReader
{
    public static Validated<ActionsEvent> Read(string name, ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Read(name, document.RootElement);
        }
        catch (JsonException failure)
        {
            return new Problem(path, $"the event file of this run is not valid JSON: {failure.Message}");
        }
    }

    private static ActionsEvent Read(string name, JsonElement root)
    {
        var started = new ActionsEvent(
            name)
        { Action = root.Text("action"), DefaultBranch = root.Text("repository", "default_branch") };
        return name switch
        {
            "push" => started with
            {
                Head = root.Sha("after"),
                HeadBranch = root.Branch("ref"),
                Before = Before(root),
            },
            "merge_group" => MergeGroup(started, root),
            "issue_comment" => IssueComment(started, root),
            "workflow_run" => WorkflowRun(started, root),
            _ when root.At("pull_request") is { ValueKind: JsonValueKind.Object } pull => Pull(started, root, pull),
            _ => started,
        };
    }

    /// <summary>GitHub writes zeros when the push created the branch.</summary>
    private static CommitSha? Before(JsonElement root) =>
        root.Sha("before") is { } before && before.Text.Any(digit => digit != '0') ? before : null;

    private static ActionsEvent Pull(ActionsEvent started, JsonElement root, JsonElement pull) => started with
    {
        Pull = pull.Pull("number"),
        Head = pull.Sha("head", "sha"),
        HeadBranch = pull.Text("head", "ref"),
        HeadRepository = RepositoryName.TryParse(pull.Text("head", "repo", "full_name")),
        HeadOrigin = Origin(root, pull.At("head", "repo")),
        Base = pull.Sha("base", "sha"),
        BaseBranch = pull.Text("base", "ref"),
    };

    /// <summary>The event names the pull request but not its head, so the origin of the head is unknown.</summary>
    private static ActionsEvent IssueComment(ActionsEvent started, JsonElement root) =>
        root.At("issue", "pull_request") is null
        ? started
        : started with { Pull = root.Pull("issue", "number"), HeadOrigin = HeadOrigin.Unknown };

    private static ActionsEvent WorkflowRun(ActionsEvent started, JsonElement root) => started with
    {
        Pull = root.At("workflow_run", "pull_requests") is { ValueKind: JsonValueKind.Array } pulls
            && pulls.GetArrayLength() == 1 ? pulls[0].Pull("number") : null,
        Head = root.Sha("workflow_run", "head_sha"),
        HeadBranch = root.Text("workflow_run", "head_branch"),
        HeadRepository = RepositoryName.TryParse(root.Text("workflow_run", "head_repository", "full_name")),
        HeadOrigin = Origin(root, root.At("workflow_run", "head_repository")),
    };

    private static ActionsEvent MergeGroup(ActionsEvent started, JsonElement root) => started with
    {
        Head = root.Sha("merge_group", "head_sha"),
        HeadBranch = root.Branch("merge_group", "head_ref"),
        Base = root.Sha("merge_group", "base_sha"),
        BaseBranch = root.Branch("merge_group", "base_ref"),
    };

    /// <summary>A head without a repository is a deleted fork. Compares ids, because names can be reused.</summary>
    private static HeadOrigin Origin(JsonElement root, JsonElement? head) =>
        head is not { ValueKind: JsonValueKind.Object } repository ? HeadOrigin.Fork
        : (repository.Id("id"), root.Id("repository", "id")) is not ({ } theirs, { } ours) ? HeadOrigin.Unknown
        : theirs == ours ? HeadOrigin.SameRepository : HeadOrigin.Fork;
}
