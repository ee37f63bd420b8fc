namespace TfPilot.Core.Approvals;

/// <summary>Somebody of a team. <paramref name="IsDirect"/> is false for members of child teams; an invitation that nobody accepted is not active.</summary>
public sealed record TeamMember(UserId Id, bool IsDirect = true, bool IsActive = true)
{
    /// <summary>Only shown; null where it was not told.</summary>
    public string? Login { get; init; }
}

/// <summary>Who is in a team now; <paramref name="Members"/> is null when that could not be read, and <paramref name="Trouble"/> says why.</summary>
public sealed record TeamFacts(TeamName Name, IReadOnlyList<TeamMember>? Members, string? Trouble = null)
{
    /// <summary>Whether it is known that nobody counts by this name: no team has it, the team may not write here, or another one had it.</summary>
    public bool IsVoid { get; init; }

    /// <summary>GitHub's number of the team; null where it was not told.</summary>
    public long? Id { get; init; }
}

/// <summary>What somebody may do in the repository; null is nothing at all.</summary>
public sealed record KnownAccess(UserId Id, RepositoryAccess? Access);

/// <summary>The account that a login of the settings was resolved to, whatever the case; null when it stands for none, and then <paramref name="Trouble"/> may say why.</summary>
public sealed record KnownLogin(string Login, UserId? Id, string? Trouble = null);
