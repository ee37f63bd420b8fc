using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>Maps events to subjects. Other events have no subject.</summary>
internal static partial class WebhookSubjects
{
    /// <summary>Our own check updates cause other actions of this event; handling them would create a loop.</summary>
    private static readonly string[] CheckActions = ["rerequested", "requested_action"];

    private static readonly string[] CommentChanges = ["edited", "deleted"];

    private static readonly string[] RepositoryActions = ["renamed", "transferred", "edited", "archived", "unarchived"];

    private static readonly Dictionary<string, InstallationChange> InstallationActions = new()
    {
        ["created"] = InstallationChange.Created,
        ["deleted"] = InstallationChange.Deleted,
        ["suspend"] = InstallationChange.Suspended,
        ["unsuspend"] = InstallationChange.Unsuspended,
        ["new_permissions_accepted"] = InstallationChange.Changed,
    };

    public static WebhookSubject Of(string name, string? action, JsonElement root) => name switch
    {
        "pull_request" or "pull_request_review" => Pull(root.Pull("pull_request", "number")),
        "issue_comment" when root.At("issue", "pull_request") is { ValueKind: JsonValueKind.Object } =>
            Comment(action, root),
        "check_run" when root.Text("requested_action", "identifier") is { } identifier => Button(root, identifier),
        "check_run" when CheckActions.Contains(action) => Commit(root, "check_run"),
        "check_suite" when CheckActions.Contains(action) => Commit(root, "check_suite"),
        "workflow_run" when action == "completed" => Commit(root, "workflow_run"),
        "push" when root.Branch("ref") is { } branch =>
            new WebhookSubject.Branch(branch, After(root), branch == root.Text("repository", "default_branch")),
        "merge_group" when action == "checks_requested" => MergeGroup(root),
        "deployment_protection_rule" when action == "requested" => Deployment(root),
        "repository" when RepositoryActions.Contains(action) => new WebhookSubject.WholeRepository(),
        "installation" when InstallationActions.TryGetValue(action ?? "", out var change) =>
            new WebhookSubject.Installation(change),
        "installation_repositories" => new WebhookSubject.Installation(InstallationChange.Changed),
        "membership" => Team(root, root.Id("member", "id")),
        "team" => action == "edited" ? new WebhookSubject.MembershipChanged(IsAnyTeam: true) : Team(root, member: null),
        "organization" when action == "member_invited" => WebhookSubject.None, // Not a member yet.
        "organization" when root.Id("membership", "user", "id") is { } member =>
            new WebhookSubject.MembershipChanged(Member: member, IsAnyTeam: true),
        "organization" or "member" => new WebhookSubject.MembershipChanged(),
        _ => WebhookSubject.None,
    };

    /// <summary>A team member also belongs to all parent teams, of which GitHub names only the nearest.</summary>
    private static WebhookSubject.MembershipChanged Team(JsonElement root, long? member) =>
        root.Text("team", "slug") is { } slug
        ? new WebhookSubject.MembershipChanged(
            slug, member, IsAnyTeam: root.At("team", "parent") is { ValueKind: JsonValueKind.Object })
        : new WebhookSubject.MembershipChanged();

    private static WebhookSubject Pull(PullNumber? number) =>
        number is { } known ? new WebhookSubject.Pull(known) : WebhookSubject.None;

    /// <summary>
    /// Decides only whether the comment must be read from GitHub. Comments of bots, including our own, are ignored.
    /// </summary>
    private static WebhookSubject Comment(string? action, JsonElement root)
    {
        if (root.Pull("issue", "number") is not { } number || root.Id("comment", "id") is not { } id)
            return WebhookSubject.None;
        var hasCommand = root.Text("comment", "user", "type") != "Bot"
            && root.Text("comment", "body")?.Contains(CommandDefinition.Mark, StringComparison.Ordinal) == true;
        return action == "created" && hasCommand ? new WebhookSubject.Comment(number, new(id), IsNew: true)
            : CommentChanges.Contains(action) ? new WebhookSubject.Comment(number, new(id), IsNew: false)
            : WebhookSubject.None;
    }

    private static WebhookSubject Button(JsonElement root, string identifier) =>
        Commit(root, "check_run") is WebhookSubject.Commit of && root.Text("check_run", "name") is { } name
        ? new WebhookSubject.CheckAction(of, name, identifier) : WebhookSubject.None;

    private static WebhookSubject Commit(JsonElement root, string of) =>
        root.Sha(of, "head_sha") is { } head ? new WebhookSubject.Commit(head, Listed(root, of)) : WebhookSubject.None;

    /// <summary>GitHub also lists pull requests of other repositories with this head.</summary>
    private static IReadOnlyList<PullNumber> Listed(JsonElement root, string of) =>
        root.At(of, "pull_requests") is not { ValueKind: JsonValueKind.Array } pulls ? []
        : [.. pulls.EnumerateArray().Where(pull => pull.Id("base", "repo", "id") == root.Id("repository", "id"))
            .Select(pull => pull.Pull("number")).OfType<PullNumber>()];

    private static WebhookSubject Deployment(JsonElement root) =>
        root.Text("environment") is { Length: > 0 } environment
        && CallbackPath().Match(root.Text("deployment_callback_url") ?? "") is { Success: true } callback
        && long.TryParse(callback.Groups["run"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? new WebhookSubject.Deployment(environment, run) : WebhookSubject.None;

    [GeneratedRegex(
        @"/actions/runs/(?<run>[0-9]+)/deployment_protection_rule\z", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex CallbackPath();

    private static CommitSha? After(JsonElement root) => root.IsTrue("deleted") ? null : root.Sha("after");

    private static WebhookSubject MergeGroup(JsonElement root) =>
        (root.Sha("merge_group", "head_sha"), root.Sha("merge_group", "base_sha"),
            root.Branch("merge_group", "base_ref")) is ({ } head, { } @base, { } branch)
            ? new WebhookSubject.MergeGroup(head, @base, branch)
            : WebhookSubject.None;
}
