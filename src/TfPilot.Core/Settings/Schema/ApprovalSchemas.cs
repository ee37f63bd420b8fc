using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

internal static class ApprovalSchemas
{
    private static readonly SchemaField Count = new(
        "count", CommonSchemas.Count, "How many people must approve.")
    { Default = "1" };
    private static readonly SchemaField Users = new(
        "users", CommonSchemas.Users, "Logins that may approve in addition to members of the teams.")
    { Default = "[]" };
    private static readonly SchemaField Teams = new(
        "teams", CommonSchemas.Teams, "Members of these teams may approve.");

    private static readonly SchemaField Approvers = Teams with
    {
        Meaning = "Members of these teams may approve; without teams and users, holders of the approver role.",
    };
    private static readonly SchemaField Nested = new(
        "nested", CommonSchemas.Flag, "Whether members of child teams count as members of these teams.")
    { Default = "true" };
    private static readonly SchemaField AllowAuthor = new(
        "allow_author", CommonSchemas.Flag, "Whether the author's own approval counts.")
    { Default = "false" };
    private static readonly SchemaField AllowContributors = new(
        "allow_contributors", CommonSchemas.Flag, "Whether approvals of commit authors, committers and pushers count.")
    { Default = "false" };
    private static readonly SchemaField MaxAge = new(
        "max_age", CommonSchemas.Duration, "How long an approval is valid; without this key there is no limit.");

    public static Schema.Keys Approvals { get; } = new(
    [
        Count,
        Approvers,
        Users,
        Nested,
        new("distinct", CommonSchemas.Flag,
            "Whether each person's approval counts toward at most one requirement.") { Default = "true" },
        AllowAuthor,
        AllowContributors,
        new("invalidate_on", CommonSchemas.Words<InvalidateOn>(),
            "What invalidates an approval: every push, a change of the plan's fingerprint, or nothing. With never, " +
                "an approval of a safe plan also covers a later destructive one.") { Default = "push" },
        MaxAge,
        new("changes_requested", CommonSchemas.Words<ChangesRequested>(),
            "Whose request for changes blocks: `write` (people with write permission), `eligible` (eligible " +
                "approvers), or `any` (anyone).")
                { Default = "write" },
        new("also", new Schema.Items(Further, Min: 1),
            "Additional requirements, each with its own approvers; it applies when its `when` condition holds."),
    ]);

    public static Schema.Keys ApplyApprovals { get; } = new(
        [Count, Approvers, Users, Nested, AllowAuthor, AllowContributors, MaxAge], Min: 1);

    public static Schema.Keys Destroy { get; } = new(
    [
        new("confirm", CommonSchemas.Flag,
            "Whether an approver must confirm it after the merge, with `/tfpilot confirm DESTROY PROJECT`.")
        { Default = "false" },
        Count,
        Teams,
        Users,
    ], Min: 1);

    public static Schema.Keys Roles { get; } = new(
    [
        new("viewer", Holders, "May see everything. Without this key: read permission."),
        new("developer", Holders, "May request plans and locks. Without this key: write permission."),
        new("approver", Holders,
            "May approve where an environment names no teams or users. Without this key: write permission."),
        new("admin", Holders, "May release locks and change rules. Without this key: admin permission."),
    ], Min: 1);

    public static Schema.Keys Owners { get; } = new(
    [
        new("policy", Owner,
            "For the settings file, everything in .tfpilot, and scanner suppression files. Without this " +
                "key: one admin."),
        new("workflows", Owner, "For .github/workflows and provider lock files. Without this key: one admin."),
    ], Min: 1);

    public static Schema.Keys Override { get; } = new(
    [
        Teams with { IsRequired = true, Meaning = "Members of these teams may override." },
        new("reason_min", new Schema.Number("a whole number from 1 to 1000", 1, IsInteger: true, Max: 1000),
            "The minimum length of the reason, in characters.") { Default = "15" },
        new("expires", CommonSchemas.Duration, "How long an override is valid.") { Default = "4h" },
    ]);

    private static Schema.Keys Further => new(
    [
        new("name", new Schema.Text("a name of lowercase letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"),
            "The name of the requirement; names must be unique.") { IsRequired = true },
        new("when", When, "All of these conditions must hold.") { IsRequired = true },
        Count,
        Teams with { Meaning = "Members of these teams may approve. Either teams or users is required." },
        Users,
    ])
    { AnyOf = ["teams", "users"] };

    private static Schema.Keys When => new(
    [
        new("risk", new Schema.Word(["safe", "medium", "destructive"]), "The risk class is at least this."),
        new("factor", CommonSchemas.Factors, "One of these risk factors was found."),
        new("cost_increase", new Schema.Text("a comparison such as \">=200\"", "^>=? ?[0-9]+(\\.[0-9]+)?$"),
            "The monthly cost increase matches this, in the review's currency."),
    ], Min: 1);

    private static Schema.Keys Holders => new(
    [
        new("permission", CommonSchemas.Words<RepositoryAccess>(),
            "Anyone with at least this permission on the repository."),
        new("teams", CommonSchemas.Teams, "Members of these teams."),
    ], Min: 1);

    private static Schema.Keys Owner => new(
    [
        Count,
        Teams with { Meaning = "Members of these teams may approve; without this key, admins." },
    ], Min: 1);
}
