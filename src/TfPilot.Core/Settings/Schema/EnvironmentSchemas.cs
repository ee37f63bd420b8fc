using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

internal static class EnvironmentSchemas
{
    public static Schema.Keys Environment { get; } = new(
    [
        new("paths", CommonSchemas.Paths,
            "Directories of root modules, relative to the repository root.") { Default = "[]" },
        new("workspaces",
            new Schema.Items(new Schema.Text(
                "a name with globs, such as prod-*", FindError: EnvironmentSettings.FindWorkspaceError)),
            "Terraform workspaces, for repositories that separate by workspace; `${folder}-prod` is another one for " +
                "each project.") { Default = "[]" },
        new("var_files",
            new Schema.Items(new Schema.Text(
                "a path from the project's folder, or from the repository's root with a leading /, such as " +
                    "env/prod.tfvars", FindError: ProjectPath.FindError)),
            "Files of variables for plan, relative to the project's folder, or to the repository root with a " +
                "leading `/`; globs and placeholders are allowed.") { Default = "[]" },
        new("backend_config",
            new Schema.Items(new Schema.Text(
                "a path such as env/prod.tfbackend, or KEY=VALUE", FindError: PlanArguments.FindBackendError)),
            "Backend configuration for init: paths like those of `var_files`, or `KEY=VALUE`.") { Default = "[]" },
        new("branch", new Schema.Text("a branch", @"^\S+$"),
            "The only branch that changes may target; without this key, the repository's default branch."),
        new("risk_multiplier", new Schema.Number("a number from 0 to 10", 0, IsInteger: false, Max: 10),
            "Multiplies the risk score.")
        {
            Default = "1",
            Former = ["factor"],
        },
        new("approvals", new Schema.OrWord("none", ApprovalSchemas.Approvals),
            "The required approvals. `none` must be set explicitly; without this key, one person with write " +
                "permission."),
        new("apply_approvals", ApprovalSchemas.ApplyApprovals,
            "The approvals that a merged change needs before it is applied, given with `/tfpilot approve-apply`; " +
                "without this key, none."),
        new("destroy", ApprovalSchemas.Destroy,
            "What destroying everything that a project has requires besides the approvals."),
    ]);

    public static Schema.Keys Locks { get; } = new(
    [
        new("warn_after", CommonSchemas.Duration,
            "How long a lock may be held before tfpilot warns.") { Default = "4h" },
        new("queue", new Schema.Word(["first_come", "priority"]),
            "Which waiting apply goes first: the one that came first, or one whose pull request has a label of " +
                "`priority_labels`.") { Default = "first_come" },
        new("priority_labels",
            new Schema.Items(new Schema.Text("a label, such as hotfix", "^[^\\r\\n]{1,50}$"), Min: 1),
            "The labels of pull requests whose applies go first, with `queue: priority`.")
            { Default = $"[\"{LockSettings.DefaultPriorityLabel}\"]" },
    ], Min: 1);
}
