namespace TfPilot.Core.Settings;

internal static class EnvironmentShapes
{
    public static Shape.Keys Environment { get; } = new(
    [
        new("paths", Forms.Paths, "Directories of root modules, from the repository's root.") { Default = "[]" },
        new("workspaces", Forms.Names, "Terraform workspaces, for repositories that separate by workspace.") { Default = "[]" },
        new("branch", new Shape.Text("a branch", @"^\S+$"), "The only branch into which changes may be approved; without it the repository's default branch."),
        new("risk_multiplier", new Shape.Number("a number from 0 to 10", 0, IsWhole: false, Most: 10), "Multiplies the points of the risk.")
        {
            Default = "1",
            Former = ["factor"],
        },
        new("approvals", new Shape.OrWord("none", ApprovalShapes.Approvals), "Who must agree. `none` must be written out; without this key it is one person with write permission."),
    ]);

    public static Shape.Keys Locks { get; } = new(
    [
        new("warn_after", Forms.Duration, "When somebody is told that a lock is still held.") { Default = "4h" },
    ], Least: 1);
}
