namespace TfPilot.Core.Approvals;

/// <summary>The syntax, required role and purpose of a command.</summary>
public sealed record CommandDefinition(string Verb, IReadOnlyList<string> Arguments, Role Min, string Summary)
{
    /// <summary>The prefix of every command.</summary>
    public const string Mark = CommandMark.Text;

    /// <summary>Only the last argument may contain several words.</summary>
    internal Func<IReadOnlyList<string>, PullCommand> Make { get; private init; } = _ => new PullCommand.Help();

    /// <summary>Whether its only argument may contain several words.</summary>
    internal bool IsText { get; private init; }

    /// <summary>Whether it is for merged pull requests; all others are for open ones.</summary>
    public bool IsForMerged { get; private init; }

    /// <summary>The words that may follow the arguments, as one more argument; null when none may.</summary>
    public string? Optional { get; private init; }

    public static readonly IReadOnlyList<CommandDefinition> All =
    [
        new("help", [], Role.Viewer, "list all commands") { Make = _ => new PullCommand.Help() },
        new("status", [], Role.Viewer,
            "show the status and lock of every environment, and the applies that run, failed or wait")
        {
            Make = _ => new PullCommand.Status(),
        },
        new("explain", [], Role.Viewer, "show every rule with its reasons") { Make = _ => new PullCommand.Explain() },
        new("timeline", [], Role.Viewer, "show what happened to the change until now, also after the merge")
        {
            Make = _ => new PullCommand.Timeline(),
        },
        new("where", ["TEXT"], Role.Viewer,
            "find a resource by its address, id, ARN, name, tag, IP address or host name, also after the merge")
        {
            Make = words => new PullCommand.Where(words[0]),
            IsText = true,
        },
        new("recheck", [], Role.Developer, "re-evaluate the pull request now")
        {
            Make = _ => new PullCommand.Recheck(),
        },
        new("plan", [], Role.Developer, "run the plan workflow of this pull request again")
        {
            Make = _ => new PullCommand.Plan(),
        },
        new("replan", [], Role.Developer, "merge the base branch into this pull request, which plans it again")
        {
            Make = _ => new PullCommand.Replan(),
        },
        new("apply", ["ENV"], Role.Approver,
            "after the merge: start the apply workflow for an environment; the gate in it decides")
        {
            Make = words => new PullCommand.Apply(words[0]),
            IsForMerged = true,
        },
        new("approve-apply", ["ENV"], Role.Viewer,
            "after the merge: approve the apply to an environment whose settings require it (`apply_approvals`)")
        {
            Make = words => new PullCommand.ApproveApply(words[0]),
            IsForMerged = true,
        },
        new("cancel", ["ENV"], Role.Approver, "cancel the run that applies this pull request to an environment")
        {
            Make = words => new PullCommand.Cancel(words[0]),
            IsForMerged = true,
        },
        new("rollback", ["ENV"], Role.Approver,
            "after the merge: open a pull request that undoes this one, or all later changes of the environment")
        {
            Make = words => new PullCommand.Rollback(words[0], words.ElementAtOrDefault(1)),
            IsForMerged = true,
            Optional = "to #PULL",
        },
        new("destroy", ["ENV", "PROJECT"], Role.Approver,
            "open a pull request that deletes a project and destroys its resources, also after the merge")
        {
            Make = words => new PullCommand.Destroy(words[0], words[1]),
        },
        new("confirm", ["DESTROY", "PROJECT"], Role.Approver,
            "after the merge: confirm that a project is destroyed, where its environment asks for it")
        {
            Make = words => new PullCommand.Confirm(words[0], words[1]),
            IsForMerged = true,
        },
        new("cleanup", [], Role.Approver,
            "open a pull request that destroys what the state of a deleted project still holds, also after the merge")
        {
            Make = words => new PullCommand.Cleanup(words.ElementAtOrDefault(0)),
            Optional = "PROJECT",
        },
        new("lock", ["ENV", "REASON"], Role.Developer,
            "lock an environment for this pull request, or join its lock queue")
        {
            Make = words => new PullCommand.Lock(words[0], words[1]),
        },
        new("unlock", ["ENV"], Role.Developer, "release an environment's lock (its owner or an admin)")
        {
            Make = words => new PullCommand.Unlock(words[0]),
        },
        new("freeze", ["ENV", "REASON"], Role.Admin,
            "block all changes to an environment until an admin unlocks it")
        {
            Make = words => new PullCommand.Freeze(words[0], words[1]),
        },
        new("override", ["ENV", "REASON"], Role.Viewer,
            "allow this plan of an environment without its approvals (the `override` teams of the settings)")
        {
            Make = words => new PullCommand.Override(words[0], words[1]),
        },
        new("approve-policy", ["RULE"], Role.Viewer,
            "approve the findings of a rule that requires approval, or a comment that ignores them (the rule's " +
            "approvers)")
        {
            Make = words => new PullCommand.ApprovePolicy(words[0]),
        },
    ];

    /// <summary>Such as <c>/tfpilot lock ENV REASON</c>.</summary>
    public override string ToString() =>
        string.Join(' ', [Mark, Verb, .. Arguments, .. Optional is null ? Array.Empty<string>() : [$"[{Optional}]"]]);
}
