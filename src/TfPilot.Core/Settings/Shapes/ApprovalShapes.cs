using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

internal static class ApprovalShapes
{
    private static readonly Field Count = new("count", Forms.Count, "How many different people.") { Default = "1" };
    private static readonly Field Users = new("users", Forms.Users, "These logins count, too.") { Default = "[]" };
    private static readonly Field Teams = new("teams", Forms.Teams, "Members of these teams count.");

    public static Shape.Keys Approvals { get; } = new(
    [
        Count,
        Teams with { Meaning = "Members of these teams count; without teams and users whoever has the role of approver does." },
        Users,
        new("nested", Forms.Flag, "Members of child teams count; false is direct members only.") { Default = "true" },
        new("distinct", Forms.Flag, "Nobody satisfies two requirements at once.") { Default = "true" },
        new("allow_author", Forms.Flag, "The author's own approval counts.") { Default = "false" },
        new("allow_contributors", Forms.Flag, "Approvals of commit authors, committers and pushers count.") { Default = "false" },
        new("invalidate_on", Forms.Words<InvalidateOn>(), "When an approval given earlier stops counting: with every push, when the plan's fingerprint changes, or never. With never, one approval of a safe plan lets a later destructive one through.") { Default = "push" },
        new("max_age", Forms.Duration, "How long an approval counts; without it there is no limit."),
        new("changes_requested", Forms.Words<ChangesRequested>(), "Whose request for changes blocks: of people with write permission, of those who could approve, or of anybody.") { Default = "write" },
        new("also", new Shape.Items(Further, Least: 1), "Further requirements; all whose `when` holds must be met, each with its own people."),
    ]);

    public static Shape.Keys Roles { get; } = new(
    [
        new("viewer", Holders, "Sees everything. Without this key: read permission."),
        new("developer", Holders, "Asks for plans and locks. Without this key: write permission."),
        new("approver", Holders, "Approves where an environment names nobody else. Without this key: write permission."),
        new("admin", Holders, "Frees locks and changes rules. Without this key: admin permission."),
    ], Least: 1);

    public static Shape.Keys Owners { get; } = new(
    [
        new("policy", Owner, "For the settings file, everything in .tfpilot, and the files by which scanners leave out results. Without this key: one admin."),
        new("workflows", Owner, "For .github/workflows and provider lock files. Without this key: one admin."),
    ], Least: 1);

    public static Shape.Keys Override { get; } = new(
    [
        Teams with { IsRequired = true, Meaning = "Members of these teams may override." },
        new("reason_min", new Shape.Number("a whole number from 1 to 1000", 1, IsWhole: true, Most: 1000), "How many characters the reason has at least.") { Default = "15" },
        new("expires", Forms.Duration, "How long an override counts.") { Default = "4h" },
    ]);

    private static Shape.Keys Further => new(
    [
        new("name", new Shape.Text("a name of small letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"), "What the requirement is called; each name once.") { IsRequired = true },
        new("when", When, "All that is named here must hold.") { IsRequired = true },
        Count,
        Teams with { Meaning = "Members of these teams count. It needs teams or users." },
        Users,
    ])
    { AnyOf = ["teams", "users"] };

    private static Shape.Keys When => new(
    [
        new("risk", new Shape.Word(["safe", "medium", "destructive"]), "The risk's class is at least this."),
        new("factor", Forms.Factors, "One of these risk factors was found."),
        new("cost_increase", new Shape.Text("a comparison as in \">=200\"", "^>=? ?[0-9]+(\\.[0-9]+)?$"), "The costs per month rise by this much, in the review's currency."),
    ], Least: 1);

    private static Shape.Keys Holders => new(
    [
        new("permission", Forms.Words<RepositoryAccess>(), "Whoever has at least this permission on the repository."),
        new("teams", Forms.Teams, "Members of these teams."),
    ], Least: 1);

    private static Shape.Keys Owner => new(
    [
        Count,
        Teams with { Meaning = "Members of these teams count; without it admins do." },
    ], Least: 1);
}
