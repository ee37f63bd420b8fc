namespace TfPilot.Core.Approvals;

/// <summary>Decides which run a command concerns.</summary>
internal static class RunRules
{
    /// <summary>The run that reported the newest evidence is run again; without one, a push starts a run.</summary>
    public static CommandResult Plan(CommandContext context) => context.Pull.Newest is { } newest
        ? CommandResult.Does(new CommandEffect.AskGitHub(RunRequestKind.Plan, null, newest.Run.Run))
        : CommandResult.Refuses(
            "No run has reported a plan of this head yet: re-run the workflow in GitHub, or push a commit.");
}
