namespace TfPilot.Core.Approvals;

/// <summary>What is to happen because somebody may ask for it.</summary>
public abstract record CommandEffect
{
    private CommandEffect() { }

    /// <summary>The environment for the pull request, or the last place in its queue.</summary>
    public sealed record Take(string Environment, string Reason) : CommandEffect;

    public sealed record Freeze(string Environment, string Reason) : CommandEffect;

    /// <summary>Gives back exactly this hold or wait; <paramref name="Pull"/> is null for a freeze.</summary>
    public sealed record Release(string Environment, int? Pull, long Place) : CommandEffect;

    public sealed record Override(OverrideRequest Request) : CommandEffect;

    public sealed record Approve(PolicyApproval Approval) : CommandEffect;

    /// <summary>The pull request is decided again, as with every command; nothing else.</summary>
    public sealed record Recheck : CommandEffect;
}

/// <summary>The answer to the commands of one comment: what happens, what was refused (a polite sentence each), and what is told (Markdown).</summary>
public sealed record CommandResult(IReadOnlyList<CommandEffect> Effects, IReadOnlyList<string> Refusals, IReadOnlyList<string> Told)
{
    public static readonly CommandResult Nothing = new([], [], []);

    public static CommandResult Does(params CommandEffect[] effects) => Nothing with { Effects = effects };

    public static CommandResult Refuses(string sentence) => Nothing with { Refusals = [sentence] };

    public static CommandResult Tells(string markdown) => Nothing with { Told = [markdown] };

    public static CommandResult Join(IEnumerable<CommandResult> answers)
    {
        var all = answers.ToList();
        return new([.. all.SelectMany(answer => answer.Effects)], [.. all.SelectMany(answer => answer.Refusals)], [.. all.SelectMany(answer => answer.Told)]);
    }
}
