using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Actions;

/// <summary>Reads the runner's event document, the webhook's payload: tolerantly, for GitHub adds and leaves out as it likes.</summary>
internal static class ActionsEventReader
{
    private const string BranchPrefix = "refs/heads/";

    public static Validated<ActionsEvent> Read(string name, ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Read(name, document.RootElement);
        }
        catch (JsonException failure)
        {
            return new Problem(path, $"the event of this run is no JSON: {failure.Message}");
        }
    }

    private static ActionsEvent Read(string name, JsonElement root)
    {
        var started = new ActionsEvent(name) { Action = Text(root, "action"), DefaultBranch = Text(root, "repository", "default_branch") };
        return name switch
        {
            "push" => started with { Head = Sha(root, "after"), HeadBranch = Branch(Text(root, "ref")) },
            "merge_group" => MergeGroup(started, root),
            "issue_comment" => IssueComment(started, root),
            "workflow_run" => WorkflowRun(started, root),
            _ when At(root, "pull_request") is { ValueKind: JsonValueKind.Object } pull => Pull(started, root, pull),
            _ => started,
        };
    }

    private static ActionsEvent Pull(ActionsEvent started, JsonElement root, JsonElement pull) => started with
    {
        Pull = Number(pull, "number"),
        Head = Sha(pull, "head", "sha"),
        HeadBranch = Text(pull, "head", "ref"),
        HeadRepository = RepositoryName.TryParse(Text(pull, "head", "repo", "full_name")),
        HeadOrigin = Origin(root, At(pull, "head", "repo")),
        Base = Sha(pull, "base", "sha"),
        BaseBranch = Text(pull, "base", "ref"),
    };

    /// <summary>The comment tells which pull request it is in, but nothing of its branch.</summary>
    private static ActionsEvent IssueComment(ActionsEvent started, JsonElement root) => At(root, "issue", "pull_request") is null
        ? started
        : started with { Pull = Number(root, "issue", "number"), HeadOrigin = HeadOrigin.Unknown };

    private static ActionsEvent WorkflowRun(ActionsEvent started, JsonElement root) => started with
    {
        Pull = At(root, "workflow_run", "pull_requests") is { ValueKind: JsonValueKind.Array } pulls && pulls.GetArrayLength() == 1 ? Number(pulls[0], "number") : null,
        Head = Sha(root, "workflow_run", "head_sha"),
        HeadBranch = Text(root, "workflow_run", "head_branch"),
        HeadRepository = RepositoryName.TryParse(Text(root, "workflow_run", "head_repository", "full_name")),
        HeadOrigin = Origin(root, At(root, "workflow_run", "head_repository")),
    };

    private static ActionsEvent MergeGroup(ActionsEvent started, JsonElement root) => started with
    {
        Head = Sha(root, "merge_group", "head_sha"),
        HeadBranch = Branch(Text(root, "merge_group", "head_ref")),
        Base = Sha(root, "merge_group", "base_sha"),
        BaseBranch = Branch(Text(root, "merge_group", "base_ref")),
    };

    /// <summary>A head without a repository is a fork that is gone; ids, because names can be taken over.</summary>
    private static HeadOrigin Origin(JsonElement root, JsonElement? head) =>
        head is not { ValueKind: JsonValueKind.Object } repository ? HeadOrigin.Fork
        : (Id(repository), At(root, "repository") is { } own ? Id(own) : null) is not ({ } theirs, { } ours) ? HeadOrigin.Unknown
        : theirs == ours ? HeadOrigin.SameRepository : HeadOrigin.Fork;

    private static long? Id(JsonElement repository) =>
        At(repository, "id") is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out var value) ? value : null;

    private static string? Branch(string? reference) =>
        reference?.StartsWith(BranchPrefix, StringComparison.Ordinal) == true ? reference[BranchPrefix.Length..] : null;

    private static PullNumber? Number(JsonElement element, params ReadOnlySpan<string> steps) =>
        At(element, steps) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value > 0 ? new PullNumber(value) : null;

    private static CommitSha? Sha(JsonElement element, params ReadOnlySpan<string> steps) => CommitSha.TryParse(Text(element, steps));

    private static string? Text(JsonElement element, params ReadOnlySpan<string> steps) =>
        At(element, steps) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? At(JsonElement element, params ReadOnlySpan<string> steps)
    {
        foreach (var step in steps)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return null;
        }

        return element;
    }
}
