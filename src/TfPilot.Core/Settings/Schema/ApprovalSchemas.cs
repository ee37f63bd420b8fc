using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

internal static class ApprovalSchemas
{
    private static readonly Field Count = new("count", CommonSchemas.Count, "How many different people.") { Default = "1" };
    private static readonly Field Users = new("users", CommonSchemas.Users, "These logins count, too.") { Default = "[]" };
    private static readonly Field Teams = new("teams", CommonSchemas.Teams, "Members of these teams count.");

    public static Schema.Keys Approvals { get; } = new(
    [
        Count,
        Teams with { Meaning = "Members of these teams count; without teams and users whoever has the role of approver does." },
        Users,
        new("nested", CommonSchemas.Flag, "Members of child teams count; false is direct members only.") { Default = "true" },
        new("distinct", CommonSchemas.Flag, "Nobody satisfies two requirements at once.") { Default = "true" },
        new("allow_author", CommonSchemas.Flag, "The author's own approval counts.") { Default = "false" },
        new("allow_contributors", CommonSchemas.Flag, "Approvals of commit authors, committers and pushers count.") { Default = "false" },
        new("invalidate_on", CommonSchemas.Words<InvalidateOn>(), "When an approval given earlier stops counting: with every push, when the plan's fingerprint changes, or never. With never, one approval of a safe plan lets a later destructive one through.") { Default = "push" },
        new("max_age", CommonSchemas.Duration, "How long an approval counts; without it there is no limit."),
        new("changes_requested", CommonSchemas.Words<ChangesRequested>(), "Whose request for changes blocks: of people with write permission, of those who could approve, or of anybody.") { Default = "write" },
        new("also", new Schema.Items(Further, Min: 1), "Further requirements; all whose `when` holds must be met, each with its own people."),
    ]);

    public static Schema.Keys Roles { get; } = new(
    [
        new("viewer", Holders, "Sees everything. Without this key: read permission."),
        new("developer", Holders, "Asks for plans and locks. Without this key: write permission."),
        new("approver", Holders, "Approves where an environment names nobody else. Without this key: write permission."),
        new("admin", Holders, "Frees locks and changes rules. Without this key: admin permission."),
    ], Min: 1);

    public static Schema.Keys Owners { get; } = new(
    [
        new("policy", Owner, "For the settings file, everything in .tfpilot, and the files by which scanners leave out results. Without this key: one admin."),
        new("workflows", Owner, "For .github/workflows and provider lock files. Without this key: one admin."),
    ], Min: 1);

    public static Schema.Keys Override { get; } = new(
    [
        Teams with { IsRequired = true, Meaning = "Members of these teams may override." },
        new("reason_min", new Schema.Number("a whole number from 1 to 1000", 1, IsWhole: true, Max: 1000), "How many characters the reason has at least.") { Default = "15" },
        new("expires", CommonSchemas.Duration, "How long an override counts.") { Default = "4h" },
    ]);

    private static Schema.Keys Further => new(
    [
        new("name", new Schema.Text("a name of small letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"), "What the requirement is called; each name once.") { IsRequired = true },
        new("when", When, "All that is named here must hold.") { IsRequired = true },
        Count,
        Teams with { Meaning = "Members of these teams count. It needs teams or users." },
        Users,
    ])
    { AnyOf = ["teams", "users"] };

    private static Schema.Keys When => new(
    [
        new("risk", new Schema.Word(["safe", "medium", "destructive"]), "The risk's class is at least this."),
        new("factor", CommonSchemas.Factors, "One of these risk factors was found."),
        new("cost_increase", new Schema.Text("a comparison as in \">=200\"", "^>=? ?[0-9]+(\\.[0-9]+)?$"), "The costs per month rise by this much, in the review's currency."),
    ], Min: 1);

    private static Schema.Keys Holders => new(
    [
        new("permission", CommonSchemas.Words<RepositoryAccess>(), "Whoever has at least this permission on the repository."),
        new("teams", CommonSchemas.Teams, "Members of these teams."),
    ], Min: 1);

    private static Schema.Keys Owner => new(
    [
        Count,
        Teams with { Meaning = "Members of these teams count; without it admins do." },
    ], Min: 1);
}
