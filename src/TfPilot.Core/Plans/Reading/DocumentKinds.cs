namespace TfPilot.Core.Plans;

/// <summary>Distinguishes plans from other Terraform documents by their keys.</summary>
internal static class DocumentKinds
{
    private const string HowTo = "Create the plan's JSON with `terraform show -json PLANFILE > plan.json`.";

    private static readonly string[] PlanKeys =
    [
        "planned_values", "resource_changes", "output_changes", "deferred_changes", "action_invocations",
        "configuration", "prior_state",
        "resource_drift", "errored", "complete", "applyable",
    ];

    private static readonly (string Key, string Message)[] Relatives =
    [
        ("@message", $"is the log of `terraform plan -json`, not a plan. {HowTo}"),
        ("encrypted_data",
            "is encrypted by OpenTofu. Decrypt it: `tofu show -json PLANFILE > plan.json` where the key is " +
                "configured."),
        ("lineage", $"is a state file, not a plan. {HowTo}"),
        ("provider_schemas", $"contains provider schemas, not a plan. {HowTo}"),
        ("diagnostics", $"is the output of `terraform validate -json`, not a plan. {HowTo}"),
        ("values", $"is a state (`terraform show -json` without a plan file), not a plan. {HowTo}"),
    ];

    /// <summary>Null when the keys are those of a plan.</summary>
    public static string? ReasonForNoPlan(IReadOnlySet<string> keys)
    {
        if (keys.Contains("format_version") && PlanKeys.Any(keys.Contains)) return null;
        var missing = keys.Contains("format_version") ? "changes" : "format_version";
        return Relatives.FirstOrDefault(relative => keys.Contains(relative.Key)).Message
            ?? $"is JSON but not a Terraform plan: it has no {missing}. {HowTo}";
    }
}
