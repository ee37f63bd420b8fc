namespace TfPilot.Core.Approvals;

/// <summary>GitHub's number of an account: it stays when the login changes, and no later account of the same login has it.</summary>
public readonly record struct UserId(long Value);

/// <summary>An account; the login is only shown.</summary>
public sealed record Person(UserId Id, string Login)
{
    /// <summary>Bots and Apps: what they say never counts.</summary>
    public bool IsBot { get; init; }
}
