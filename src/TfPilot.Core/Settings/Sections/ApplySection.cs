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

    private static readonly Schema.Items Recipients = new(
        new Schema.Text("an OpenPGP public key, the output of `gpg --armor --export`", FindError: FindKeyError));

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
                new("state_recipients", Recipients,
                    "OpenPGP public keys; their owners can decrypt a state that the backend did not accept.")
                    { Default = "[]" },
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
                StateRecipients = apply.Texts("state_recipients"),
                ProbeHosts = new(apply.Texts("probe_hosts")),
            },
        });

    /// <summary>Only the form: the key itself is read when it is used, and by <c>tfpilot validate</c>.</summary>
    private static string? FindKeyError(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return "is a private key: revoke it, because everyone who can read the settings has it; use a public key";
        var trimmed = text.Trim();
        return trimmed.StartsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----", StringComparison.Ordinal)
            && trimmed.EndsWith("-----END PGP PUBLIC KEY BLOCK-----", StringComparison.Ordinal) ? null
            : "is not a whole OpenPGP public key, from BEGIN PGP PUBLIC KEY BLOCK to END PGP PUBLIC KEY BLOCK";
    }
}
