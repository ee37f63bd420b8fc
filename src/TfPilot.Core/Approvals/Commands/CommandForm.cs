namespace TfPilot.Core.Approvals;

/// <summary>How a command is written, who may give it, and what it is for.</summary>
public sealed record CommandForm(string Verb, IReadOnlyList<string> Arguments, Role Least, string Summary)
{
    /// <summary>What every command begins with.</summary>
    public const string Mark = CommandMark.Text;

    /// <summary>The last argument may have several words.</summary>
    internal Func<IReadOnlyList<string>, DeskCommand> Make { get; private init; } = _ => new DeskCommand.Help();

    public static readonly IReadOnlyList<CommandForm> All =
    [
        new("help", [], Role.Viewer, "what can be asked") { Make = _ => new DeskCommand.Help() },
        new("status", [], Role.Viewer, "where every environment stands, and who holds it") { Make = _ => new DeskCommand.Status() },
        new("explain", [], Role.Viewer, "every rule with its reasons") { Make = _ => new DeskCommand.Explain() },
        new("recheck", [], Role.Developer, "look at everything again now") { Make = _ => new DeskCommand.Recheck() },
        new("lock", ["ENV", "REASON"], Role.Developer, "keep an environment for this pull request, or wait for it") { Make = words => new DeskCommand.Lock(words[0], words[1]) },
        new("unlock", ["ENV"], Role.Developer, "give an environment back: whoever locked it, or an admin") { Make = words => new DeskCommand.Unlock(words[0]) },
        new("freeze", ["ENV", "REASON"], Role.Admin, "keep an environment from everybody, until an admin unlocks it") { Make = words => new DeskCommand.Freeze(words[0], words[1]) },
        new("override", ["ENV", "REASON"], Role.Viewer, "let this plan of an environment through without its approvals: the teams of `override` in the settings") { Make = words => new DeskCommand.Override(words[0], words[1]) },
        new("approve-policy", ["RULE"], Role.Viewer, "approve what a rule found, where it asks for approval or a comment asks to ignore it: the approvers of that rule") { Make = words => new DeskCommand.ApprovePolicy(words[0]) },
    ];

    /// <summary>As in <c>/tfpilot lock ENV REASON</c>.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Verb).Prepend(Mark));
}
