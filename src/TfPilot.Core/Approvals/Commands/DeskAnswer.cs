namespace TfPilot.Core.Approvals;

/// <summary>What is to happen because somebody may ask for it.</summary>
public abstract record DeskEffect
{
    private DeskEffect() { }

    /// <summary>The environment for the pull request, or the last place in its queue.</summary>
    public sealed record Take(string Environment, string Reason) : DeskEffect;

    public sealed record Freeze(string Environment, string Reason) : DeskEffect;

    /// <summary>Gives back exactly this hold or wait; <paramref name="Pull"/> is null for a freeze.</summary>
    public sealed record Release(string Environment, int? Pull, long Place) : DeskEffect;

    public sealed record Override(OverrideRequest Request) : DeskEffect;

    public sealed record Approve(PolicyApproval Approval) : DeskEffect;

    /// <summary>The pull request is decided again, as with every command; nothing else.</summary>
    public sealed record Recheck : DeskEffect;
}

/// <summary>The answer to the commands of one comment: what happens, what was refused (a polite sentence each), and what is told (Markdown).</summary>
public sealed record DeskAnswer(IReadOnlyList<DeskEffect> Effects, IReadOnlyList<string> Refusals, IReadOnlyList<string> Told)
{
    public static readonly DeskAnswer Nothing = new([], [], []);

    public static DeskAnswer Does(params DeskEffect[] effects) => Nothing with { Effects = effects };

    public static DeskAnswer Refuses(string sentence) => Nothing with { Refusals = [sentence] };

    public static DeskAnswer Tells(string markdown) => Nothing with { Told = [markdown] };

    public static DeskAnswer Join(IEnumerable<DeskAnswer> answers)
    {
        var all = answers.ToList();
        return new([.. all.SelectMany(answer => answer.Effects)], [.. all.SelectMany(answer => answer.Refusals)], [.. all.SelectMany(answer => answer.Told)]);
    }
}
