namespace TfPilot.Core.Approvals;

/// <summary>Permissions on a repository as GitHub names them, least first.</summary>
public enum RepositoryAccess
{
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}

/// <summary>Who has a role: members of the teams, and whoever has at least the permission. Each role includes those before it.</summary>
public sealed record RoleHolders(RepositoryAccess? Permission, IReadOnlyList<TeamName> Teams);

/// <summary>The four roles, least first.</summary>
public sealed record RoleSettings
{
    public static readonly RoleSettings Default = new();

    public RoleHolders Viewer { get; init; } = new(RepositoryAccess.Read, []);

    public RoleHolders Developer { get; init; } = new(RepositoryAccess.Write, []);

    public RoleHolders Approver { get; init; } = new(RepositoryAccess.Write, []);

    public RoleHolders Admin { get; init; } = new(RepositoryAccess.Admin, []);
}
