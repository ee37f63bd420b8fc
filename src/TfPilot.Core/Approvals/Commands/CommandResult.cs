namespace TfPilot.Core.Approvals;

/// <summary>What a command asks GitHub to do with workflow runs.</summary>
public enum RunRequestKind
{
    /// <summary>Starts the apply workflow.</summary>
    Apply,

    /// <summary>Cancels the run that applies.</summary>
    Cancel,

    /// <summary>Runs the plan workflow of the pull request again.</summary>
    Plan,

    /// <summary>Merges the base branch into the pull request, which plans again.</summary>
    Update,
}

/// <summary>What a pull request that a command asks for does.</summary>
public enum ProposalKind
{
    /// <summary>Undoes merged pull requests.</summary>
    Rollback,

    /// <summary>Deletes a project and destroys its resources.</summary>
    Destroy,

    /// <summary>Destroys what the states of deleted projects still hold.</summary>
    Cleanup,
}

/// <summary>An effect to perform because the person is authorized.</summary>
public abstract record CommandEffect
{
    private CommandEffect() { }

    /// <summary>Locks the environment for the pull request, or appends it to the lock queue.</summary>
    public sealed record Take(string Environment, string Reason) : CommandEffect;

    public sealed record Freeze(string Environment, string Reason) : CommandEffect;

    /// <summary>Releases exactly this lock or queue entry; <paramref name="Pull"/> is null for a freeze.</summary>
    public sealed record Release(string Environment, int? Pull, long Place) : CommandEffect;

    public sealed record Override(OverrideRequest Request) : CommandEffect;

    public sealed record Approve(PolicyApproval Approval) : CommandEffect;

    public sealed record ApproveApply(ApplyApproval Approval) : CommandEffect;

    public sealed record Confirm(DestroyConfirmation Confirmation) : CommandEffect;

    /// <summary>
    /// Asks GitHub for something that must not be done twice: it is stored first and done at most once.
    /// </summary>
    /// <param name="Environment">Null for a request that concerns the pull request.</param>
    /// <param name="Run">The run that it concerns; null when there is none or it is found later.</param>
    public sealed record AskGitHub(RunRequestKind Kind, string? Environment, long? Run) : CommandEffect;

    /// <summary>Asks for a pull request, which is opened later, and once.</summary>
    /// <param name="Environment">Empty for a cleanup, which finds the environments.</param>
    /// <param name="Project">Empty for a rollback, and for a cleanup of all projects that the pull request
    /// deleted.</param>
    /// <param name="To">The pull request whose state a rollback returns to; null undoes only the one with the
    /// command.</param>
    public sealed record Propose(ProposalKind Kind, string Environment, string Project, int? To) : CommandEffect;

    /// <summary>Re-evaluates the pull request, as every command does, and nothing else.</summary>
    public sealed record Recheck : CommandEffect;
}

/// <summary>A question that is answered from stored data instead of the facts of the evaluation.</summary>
public abstract record CommandQuestion
{
    private CommandQuestion() { }

    /// <summary>What happened to the pull request until now.</summary>
    public sealed record Timeline : CommandQuestion;

    /// <summary>The applies that run, failed or wait in the repository, and GitHub's own queue.</summary>
    public sealed record Applies : CommandQuestion;

    /// <summary>The resources that have this text, which is unverified user input.</summary>
    public sealed record Where(string Text) : CommandQuestion;
}

/// <summary>
/// The result of a comment's commands: the effects, the refusals (one polite sentence each) and the replies (Markdown).
/// </summary>
public sealed record CommandResult(
    IReadOnlyList<CommandEffect> Effects, IReadOnlyList<string> Refusals, IReadOnlyList<string> Replies)
{
    public static readonly CommandResult Nothing = new([], [], []);

    /// <summary>The caller answers each with one more reply.</summary>
    public IReadOnlyList<CommandQuestion> Questions { get; init; } = [];

    public static CommandResult Does(params CommandEffect[] effects) => Nothing with { Effects = effects };

    public static CommandResult Refuses(string sentence) => Nothing with { Refusals = [sentence] };

    public static CommandResult Answer(string markdown) => Nothing with { Replies = [markdown] };

    public static CommandResult AsksFor(CommandQuestion question) => Nothing with { Questions = [question] };

    public static CommandResult Join(IEnumerable<CommandResult> answers)
    {
        var all = answers.ToList();
        return new([.. all.SelectMany(answer => answer.Effects)], [.. all.SelectMany(answer => answer.Refusals)],
            [.. all.SelectMany(answer => answer.Replies)])
        {
            Questions = [.. all.SelectMany(answer => answer.Questions)],
        };
    }
}
