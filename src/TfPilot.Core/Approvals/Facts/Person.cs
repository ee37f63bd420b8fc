namespace TfPilot.Core.Approvals;

/// <summary>GitHub's number of an account: it stays when the login changes, and no later account of the same login has it.</summary>
public readonly record struct UserId(long Value);

/// <summary>An account; the login is only shown.</summary>
public sealed record Person(UserId Id, string Login)
{
    /// <summary>What GitHub puts in the place of accounts that are gone; it stands for many people.</summary>
    public static readonly Person Ghost = new(new UserId(10137), "ghost");

    public bool IsGone => Id == Ghost.Id;

    /// <summary>Bots and Apps: what they say never counts.</summary>
    public bool IsBot { get; init; }
}
