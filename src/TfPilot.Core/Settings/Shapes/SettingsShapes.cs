namespace TfPilot.Core.Settings;

/// <summary>The whole file.</summary>
internal static class SettingsShapes
{
    public static Shape.Keys File { get; } = new(
    [
        new("version", new Shape.Number("1, the only version there is", 1, IsWhole: true, Most: 1), "The version of this format: 1.") { IsRequired = true },
        new("environments", new Shape.Names(Forms.EnvironmentName, EnvironmentShapes.Environment), "The environments by name; a project belongs to every one that matches it.") { Default = "{}" },
        new("shared", Forms.Paths, "Paths that concern every environment whose projects use them.") { Default = "[]" },
        new("unmapped", Forms.Words<Environments.UnmappedHandling>(), "What becomes of Terraform files that no environment claims: they ask for what the environment that asks for most people asks for (of several all), or for nothing.") { Default = "strictest" },
        new("ignore", Forms.Paths, "Paths that are never Terraform's concern.") { Default = "[]" },
        new("roles", ApprovalShapes.Roles, "Who has which role; each role includes those before it."),
        new("owners", ApprovalShapes.Owners, "Who must agree when a pull request changes the rules themselves."),
        new("override", ApprovalShapes.Override, "Who may let a change through without its approvals; without this key nobody can."),
        new("locks", EnvironmentShapes.Locks, "How locks behave."),
        new("policy", PolicyShapes.Policy, "The rules that changes are held against."),
        new("risk", new Shape.Keys([new("stateful", Stateful, "Changes the built-in set of types that hold data.")], Least: 1), "How risk is told."),
        new("cost", new Shape.Keys([new("show_from", Forms.Amount, "Monthly differences below this amount, in the review's currency, are one quiet line.") { Default = "1" }], Least: 1), "How costs are shown."),
        new("comment", Comment, "How the comment on the pull request behaves."),
    ]);

    private static Shape.Keys Stateful => new(
    [
        new("add", Forms.Types, "Types, with globs, that also hold data."),
        new("remove", Forms.Types, "Types, with globs, that hold none; a removal has the last word."),
    ], Least: 1);

    private static Shape.Keys Comment => new(
    [
        new("key", new Shape.Text("a word of small letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$"), "Reviews with the same key share one comment.") { Default = "default" },
        new("notify_on_rise", Forms.Flag, "Write a new comment, which notifies people, when the risk rises; edits notify nobody.") { Default = "true" },
    ], Least: 1);
}
