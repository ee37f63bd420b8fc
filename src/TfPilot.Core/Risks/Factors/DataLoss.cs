using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A stateful resource is destroyed. A forgotten one continues to exist, so no data is lost.</summary>
internal static class DataLoss
{
    public const int Points = 40;

    /// <summary>The points left when apply will fail before the loss.</summary>
    public const int MinPoints = 20;

    public static readonly RiskFactorRule Rule = new(
        "data-loss",
        "A stateful resource is deleted or replaced, and its data is lost.",
        "40; 15 more when nothing is kept (`skip_final_snapshot`, `force_destroy`, backups off); 20 more for keys, " +
            "secrets and backup vaults; "
        + "20 less when a final snapshot is named and deletion protection is on");

    /// <summary>Attributes that show that no backup of the destroyed resource is kept.</summary>
    private static readonly (string Path, string Value)[] KeepsNothing =
    [
        ("skip_final_snapshot", "true"), ("skip_final_backup", "true"), ("force_destroy", "true"),
        ("force_delete", "true"),
        ("backup_retention_period", "0"), ("snapshot_retention_limit", "0"),
        ("automated_snapshot_retention_period", "0"),
        ("recovery_window_in_days", "0"), ("point_in_time_recovery[0].enabled", "false"),
        ("settings[0].backup_configuration[0].enabled", "false"),
    ];

    private static readonly string[] Protections = ["deletion_protection", "deletion_protection_enabled"];

    private static readonly GlobSet Irreplaceable = new(
    [
        "aws_kms_key", "aws_secretsmanager_secret", "aws_backup_vault", "google_kms_{key_ring,crypto_key}",
        "google_secret_manager_secret",
        "azurerm_key_vault", "azurerm_key_vault_{key,secret,certificate}", "azurerm_recovery_services_vault",
        "vault_mount",
    ]);

    /// <summary>The attributes that this factor reads, for <see cref="HiddenChanges"/>.</summary>
    public static readonly IReadOnlySet<string> Attributes =
        new HashSet<string>([.. KeepsNothing.Select(row => row.Path), .. Protections, "final_snapshot_identifier"],
            StringComparer.Ordinal);

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from change in facts.ExistingResources
        where change.Action.Destroys() && facts.Settings.Stateful.Contains(change.Type)
        select Of(change);

    private static RiskFactor Of(ResourceChange change)
    {
        var dying = Leaf.Of(change.Before.Value()).ToList();
        string[] lost = [.. KeepsNothing.Where(row => Has(dying, row.Path, row.Value))
            .Select(row => $"{row.Path} is {row.Value}")];
        string[] key = Irreplaceable.Matches(change.Type) ? ["the data it protects becomes unreadable"] : [];
        string[] kept = [.. Protections.Where(path => Has(dying, path, "true") && IsSnapshotNamed(dying))
            .Select(path => $"final_snapshot_identifier is set and {path} is true, so apply will fail")];
        var points = Points + (lost.Length > 0 ? 15 : 0) + (key.Length > 0 ? 20 : 0) - (kept.Length > 0 ? 20 : 0);
        return new(Rule.Id, points, change.Address, string.Join(", ", ["stateful", .. lost, .. key, .. kept]));
    }

    private static bool Has(List<Leaf> leaves, string path, string value) =>
        leaves.Exists(leaf => leaf.Path == path && leaf.Text == value);

    private static bool IsSnapshotNamed(List<Leaf> leaves) =>
        leaves.Exists(leaf => leaf is { Path: "final_snapshot_identifier", Value: not PlanValue.Null, Text: not "" });
}
