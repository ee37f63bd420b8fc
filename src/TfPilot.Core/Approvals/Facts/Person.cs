namespace TfPilot.Core.Approvals;

/// <summary>GitHub's account id. It survives renames and is never reused, unlike a login.</summary>
public readonly record struct UserId(long Value);

/// <summary>An account; the login is for display only.</summary>
public sealed record Person(UserId Id, string Login)
{
    /// <summary>The account GitHub substitutes for deleted accounts; it represents many people.</summary>
    public static readonly Person Ghost = new(new UserId(10137), "ghost");

    public bool IsDeleted => Id == Ghost.Id;

    /// <summary>Bots and Apps; their approvals never count.</summary>
    public bool IsBot { get; init; }
}
