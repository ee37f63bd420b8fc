using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

/// <summary>Reads roles, owners and the override teams.</summary>
internal static class RightsSection
{
    public static SettingsSection Section { get; } = new(
    [
        new("roles", ApprovalSchemas.Roles, "The holders of each role; each role includes the previous ones."),
        new("owners", ApprovalSchemas.Owners, "The required approvals for changes to the rules themselves."),
        new("override", ApprovalSchemas.Override, "Who may override missing approvals; without this key, no one."),
    ],
    (settings, input) => settings with
    {
        Roles = Roles(input.File),
        Owners = Owners(input.File),
        Override = Override(input.File)
    });

    private static RoleSettings Roles(Node.Map file) => file.Map("roles") is not { } map ? RoleSettings.Default : new()
    {
        Viewer = Holders(map.Map("viewer")) ?? RoleSettings.Default.Viewer,
        Developer = Holders(map.Map("developer")) ?? RoleSettings.Default.Developer,
        Approver = Holders(map.Map("approver")) ?? RoleSettings.Default.Approver,
        Admin = Holders(map.Map("admin")) ?? RoleSettings.Default.Admin,
    };

    private static OwnerSettings Owners(Node.Map file) =>
        new(Owner(file.Map("owners")?.Map("policy")), Owner(file.Map("owners")?.Map("workflows")));

    private static OverrideSettings? Override(Node.Map file) =>
        file.Map("override") is not { } map ? null : new(map.Teams("teams"))
        {
            MinReasonLength = map.Integer("reason_min") ?? 15,
            ValidFor = map.Duration("expires") ?? TimeSpan.FromHours(4),
        };

    private static RoleHolders? Holders(Node.Map? map) =>
        map is null ? null : new(map.Word<RepositoryAccess>("permission"), map.Teams("teams"));

    private static OwnerRequirement Owner(Node.Map? map) =>
        map is null ? OwnerRequirement.Default : new(map.Integer("count") ?? 1, map.Teams("teams"));
}
