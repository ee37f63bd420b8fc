namespace TfPilot.Core.Approvals;

/// <summary>
/// A team member. <paramref name="IsDirect"/> is false for members of child teams; a pending invitation is not active.
/// </summary>
public sealed record TeamMember(UserId Id, bool IsDirect = true, bool IsActive = true)
{
    /// <summary>For display only; null when unknown.</summary>
    public string? Login { get; init; }
}

/// <summary>
/// The current members of a team; <paramref name="Members"/> is null when they could not be read, and <paramref
/// name="Error"/> says why.
/// </summary>
public sealed record TeamFacts(TeamName Name, IReadOnlyList<TeamMember>? Members, string? Error = null)
{
    /// <summary>
    /// Whether no approval can count through this name: the team does not exist, has no write access, or is not the
    /// team that was bound.
    /// </summary>
    public bool IsVoid { get; init; }

    /// <summary>GitHub's team id; null when unknown.</summary>
    public long? Id { get; init; }
}

/// <summary>A person's access to the repository; null means none.</summary>
public sealed record KnownAccess(UserId Id, RepositoryAccess? Access);

/// <summary>
/// The account that a login in the settings resolved to, ignoring case; null when there is none, and <paramref
/// name="Error"/> may say why.
/// </summary>
public sealed record KnownLogin(string Login, UserId? Id, string? Error = null);
