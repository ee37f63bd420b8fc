namespace TfPilot.Core.Approvals;

/// <summary>What somebody asks for in a comment. An environment or rule is what they wrote, and may not exist.</summary>
public abstract record DeskCommand
{
    private DeskCommand() { }

    public sealed record Help : DeskCommand;

    public sealed record Status : DeskCommand;

    public sealed record Explain : DeskCommand;

    public sealed record Recheck : DeskCommand;

    /// <summary>An environment for this pull request alone, or a place in its queue.</summary>
    public sealed record Lock(string Environment, string Reason) : DeskCommand;

    /// <summary>An environment for nobody.</summary>
    public sealed record Freeze(string Environment, string Reason) : DeskCommand;

    public sealed record Unlock(string Environment) : DeskCommand;

    public sealed record Override(string Environment, string Reason) : DeskCommand;

    public sealed record ApprovePolicy(string Rule) : DeskCommand;

    /// <summary>What was meant for us and cannot be read; the sentence says why.</summary>
    public sealed record Unreadable(string Sentence) : DeskCommand;
}
