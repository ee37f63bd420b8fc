namespace TfPilot.Storage;

/// <summary>
/// Deletes expired data: deliveries 30 days after arrival, evidence a configured time after its pull request is closed,
/// all data of an installation 30 days after its removal.
/// </summary>
public sealed class Retention(Database database)
{
    public static readonly TimeSpan DeliveryLifetime = TimeSpan.FromDays(30);

    public static readonly TimeSpan GracePeriod = TimeSpan.FromDays(30);

    public static readonly TimeSpan DefaultEvidenceLifetime = TimeSpan.FromDays(90);

    /// <summary>How long evidence is kept after its pull request is closed.</summary>
    public TimeSpan EvidenceLifetime { get; init; } = DefaultEvidenceLifetime;

    /// <summary>All tables with rows of installations.</summary>
    internal static readonly string[] TenantTables =
    [
        "pull_work", "evidence", "check_run", "audit", "audit_trace", "audit_head", "environment_lock", "lock_turn",
        "desk_comment", "override_request", "policy_approval", "settings_name",
        "comment_scan", "run_request", "pull_decision", "approved_change", "apply_lock", "apply_record",
        "gate_pass", "apply_wait", "apply_approval", "apply_approval_request", "apply_report", "proposal",
        "destroy_confirmation", "registry_project", "registry_resource", "registry_key", "deployment",
        "installation",
    ];

    /// <summary>Deletes expired data; never open work.</summary>
    public Task ApplyAsync(DateTimeOffset now, CancellationToken ct) => database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(
            $"DELETE FROM delivery WHERE received <= {now - DeliveryLifetime} AND (done OR parked IS NOT NULL)", ct);
        await session.ExecuteAsync($"""
            DELETE FROM evidence WHERE closed <= {now - EvidenceLifetime} AND installation IN (SELECT installation FROM installation)
            """, ct);
        foreach (var table in TenantTables.Select(name => new SqlFragment(name)))
        {
            await session.ExecuteAsync($"""
                DELETE FROM {table}
                WHERE installation IN (SELECT installation FROM installation WHERE removed <= {now - GracePeriod})
                """, ct);
        }

        return TenantTables.Length;
    }, ct);
}
