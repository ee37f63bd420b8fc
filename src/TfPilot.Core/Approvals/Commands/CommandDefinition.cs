namespace TfPilot.Core.Approvals;

/// <summary>How a command is written, who may give it, and what it is for.</summary>
public sealed record CommandDefinition(string Verb, IReadOnlyList<string> Arguments, Role Min, string Summary)
{
    /// <summary>What every command begins with.</summary>
    public const string Mark = CommandMark.Text;

    /// <summary>The last argument may have several words.</summary>
    internal Func<IReadOnlyList<string>, PullCommand> Make { get; private init; } = _ => new PullCommand.Help();

    public static readonly IReadOnlyList<CommandDefinition> All =
    [
        new("help", [], Role.Viewer, "what can be asked") { Make = _ => new PullCommand.Help() },
        new("status", [], Role.Viewer, "where every environment stands, and who holds it") { Make = _ => new PullCommand.Status() },
        new("explain", [], Role.Viewer, "every rule with its reasons") { Make = _ => new PullCommand.Explain() },
        new("recheck", [], Role.Developer, "look at everything again now") { Make = _ => new PullCommand.Recheck() },
        new("lock", ["ENV", "REASON"], Role.Developer, "keep an environment for this pull request, or wait for it") { Make = words => new PullCommand.Lock(words[0], words[1]) },
        new("unlock", ["ENV"], Role.Developer, "give an environment back: whoever locked it, or an admin") { Make = words => new PullCommand.Unlock(words[0]) },
        new("freeze", ["ENV", "REASON"], Role.Admin, "keep an environment from everybody, until an admin unlocks it") { Make = words => new PullCommand.Freeze(words[0], words[1]) },
        new("override", ["ENV", "REASON"], Role.Viewer, "let this plan of an environment through without its approvals: the teams of `override` in the settings") { Make = words => new PullCommand.Override(words[0], words[1]) },
        new("approve-policy", ["RULE"], Role.Viewer, "approve what a rule found, where it asks for approval or a comment asks to ignore it: the approvers of that rule") { Make = words => new PullCommand.ApprovePolicy(words[0]) },
    ];

    /// <summary>As in <c>/tfpilot lock ENV REASON</c>.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Verb).Prepend(Mark));
}
