namespace TfPilot.Core.Approvals;

/// <summary>
/// A command given in a comment. Environment and rule names are unverified user input. Each command implements its own
/// syntax and effect, so the compiler enforces both for new commands.
/// </summary>
public abstract record PullCommand
{
    private PullCommand() { }

    /// <summary>
    /// The verb of its <see cref="CommandDefinition"/>, which determines the required role; null requires no role.
    /// </summary>
    internal abstract string? Verb { get; }

    /// <summary>Whether it is answered in a closed pull request too, which has no decision.</summary>
    public virtual bool AnswersClosed => false;

    /// <summary>Whether it is for merged pull requests.</summary>
    public bool IsForMerged => Verb is { } verb
        && CommandDefinition.All.First(definition => definition.Verb == verb).IsForMerged;

    /// <summary>Evaluates the command for a person who has the required role.</summary>
    internal abstract CommandResult Answer(CommandContext context);

    public sealed record Help : PullCommand
    {
        internal override string Verb => "help";

        internal override CommandResult Answer(CommandContext context) => CommandResult.Answer(CommandText.Help());
    }

    public sealed record Status : PullCommand
    {
        internal override string Verb => "status";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.Answer(CommandText.Status(context.Pull)) with { Questions = [new CommandQuestion.Applies()] };
    }

    public sealed record Explain : PullCommand
    {
        internal override string Verb => "explain";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.Answer(CommandText.Explain(context.Pull));
    }

    public sealed record Timeline : PullCommand
    {
        public override bool AnswersClosed => true;

        internal override string Verb => "timeline";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.AsksFor(new CommandQuestion.Timeline());
    }

    /// <summary>Finds resources in the registry.</summary>
    public sealed record Where(string Text) : PullCommand
    {
        public override bool AnswersClosed => true;

        internal override string Verb => "where";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.AsksFor(new CommandQuestion.Where(Text));
    }

    public sealed record Recheck : PullCommand
    {
        internal override string Verb => "recheck";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.Does(new CommandEffect.Recheck());
    }

    /// <summary>Runs the plan workflow again.</summary>
    public sealed record Plan : PullCommand
    {
        internal override string Verb => "plan";

        internal override CommandResult Answer(CommandContext context) => RunRules.Plan(context);
    }

    /// <summary>Merges the base branch into the pull request.</summary>
    public sealed record Replan : PullCommand
    {
        internal override string Verb => "replan";

        internal override CommandResult Answer(CommandContext context) =>
            CommandResult.Does(new CommandEffect.AskGitHub(RunRequestKind.Update, null, null));
    }

    public sealed record Apply(string Environment) : PullCommand
    {
        internal override string Verb => "apply";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => CommandResult.Does(
                new CommandEffect.AskGitHub(RunRequestKind.Apply, name, null)));
    }

    /// <summary>Approves the apply of the merged change.</summary>
    public sealed record ApproveApply(string Environment) : PullCommand
    {
        internal override string Verb => "approve-apply";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => ConsentRules.ApproveApply(context, name));
    }

    public sealed record Cancel(string Environment) : PullCommand
    {
        internal override string Verb => "cancel";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => CommandResult.Does(
                new CommandEffect.AskGitHub(RunRequestKind.Cancel, name, null)));
    }

    /// <summary>
    /// Opens a pull request that undoes this one, or every later change of the environment.
    /// </summary>
    /// <param name="Target">The words after the environment, such as <c>to #12</c>; null without any.</param>
    public sealed record Rollback(string Environment, string? Target) : PullCommand
    {
        internal override string Verb => "rollback";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => ProposalCommands.Rollback(context, name, Target));
    }

    /// <summary>Opens a pull request that deletes a project and destroys its resources.</summary>
    public sealed record Destroy(string Environment, string Project) : PullCommand
    {
        public override bool AnswersClosed => true;

        internal override string Verb => "destroy";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => ProposalCommands.Destroy(name, Project));
    }

    /// <summary>Confirms that a project is destroyed.</summary>
    /// <param name="Word">Must be DESTROY.</param>
    public sealed record Confirm(string Word, string Project) : PullCommand
    {
        internal override string Verb => "confirm";

        internal override CommandResult Answer(CommandContext context) =>
            ProposalCommands.Confirm(context, Word, Project);
    }

    /// <summary>
    /// Opens a pull request for each deleted project whose state still holds resources: those that this pull request
    /// deleted, or one by name.
    /// </summary>
    public sealed record Cleanup(string? Project) : PullCommand
    {
        public override bool AnswersClosed => true;

        internal override string Verb => "cleanup";

        internal override CommandResult Answer(CommandContext context) => ProposalCommands.Cleanup(Project);
    }

    /// <summary>Locks an environment for this pull request, or joins its lock queue.</summary>
    public sealed record Lock(string Environment, string Reason) : PullCommand
    {
        internal override string Verb => "lock";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => LockRules.Take(context, name, Reason));
    }

    /// <summary>Blocks all changes to an environment.</summary>
    public sealed record Freeze(string Environment, string Reason) : PullCommand
    {
        internal override string Verb => "freeze";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => LockRules.Freeze(context, name, Reason));
    }

    public sealed record Unlock(string Environment) : PullCommand
    {
        internal override string Verb => "unlock";

        internal override CommandResult Answer(CommandContext context) =>
            context.InOrLocked(Environment, name => LockRules.Release(context, name));
    }

    public sealed record Override(string Environment, string Reason) : PullCommand
    {
        internal override string Verb => "override";

        internal override CommandResult Answer(CommandContext context) =>
            context.In(Environment, name => ConsentRules.Override(context, name, Reason));
    }

    public sealed record ApprovePolicy(string Rule) : PullCommand
    {
        internal override string Verb => "approve-policy";

        internal override CommandResult Answer(CommandContext context) => ConsentRules.Approve(context, Rule);
    }

    /// <summary>A command that cannot be parsed; the sentence says why.</summary>
    public sealed record Unreadable(string Sentence) : PullCommand
    {
        internal override string? Verb => null;

        internal override CommandResult Answer(CommandContext context) => CommandResult.Refuses(Sentence);
    }
}
