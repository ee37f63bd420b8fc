using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads which workflow runs may apply merged changes.</summary>
internal static class ApplySection
{
    private static readonly Schema.Items Workflows = new(
        new Schema.Text("a workflow file, such as .github/workflows/apply.yml",
            @"^\.github/workflows/[A-Za-z0-9._-]+\.ya?ml$"), Min: 1);

    private static readonly Schema.Items Events = new(new Schema.Word(["push", "workflow_dispatch"]), Min: 1);

    private static readonly Schema.Items ProbeHostList = new(
        new Schema.Text("a host, such as app.example.com, or addresses, such as 10.0.0.0/8",
            FindError: ProbeHosts.FindError));

    public static SettingsSection Section { get; } = new(
        [new("apply",
            new Schema.Keys(
            [
                new("workflows", Workflows,
                    "The workflow files whose runs may apply; they must be started on the environment's branch.")
                    { Default = $"[\"{ApplySettings.DefaultWorkflow}\"]" },
                new("events", Events, "The events that may start such a run.")
                    { Default = """["push", "workflow_dispatch"]""" },
                new("trust_branch_protection", CommonSchemas.Flag,
                    "Without the App: whether a job may apply although no ruleset requires reviews for its branch, " +
                        "because classic branch protection does, which a job cannot read.") { Default = "false" },
                new("probe_hosts", ProbeHostList,
                    "The hosts that `verify` may request, with `http://` for plain HTTP; private addresses must be " +
                        "listed too.") { Default = "[]" },
            ], Min: 1), "Which runs may apply merged changes, and what they may use.")],
        (settings, input) => input.File.Map("apply") is not { } apply ? settings : settings with
        {
            Apply = new(
                apply.Texts("workflows") is { Count: > 0 } workflows ? workflows : ApplySettings.Default.Workflows,
                apply.Texts("events") is { Count: > 0 } events ? events : ApplySettings.Default.Events)
            {
                TrustsBranchProtection = apply.Flag("trust_branch_protection") ?? false,
                ProbeHosts = new(apply.Texts("probe_hosts")),
            },
        });
}
