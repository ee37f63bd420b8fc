using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Whether a created resource looks like a deleted one: all known values agree, including one that distinguishes
/// resources. Sensitive and unknown values are ignored.
/// </summary>
internal static class Similarity
{
    private static readonly string[] Identifying =
    [
        "bucket", "name", "identifier", "cluster_identifier", "db_instance_identifier", "function_name", "table_name",
        "repository_name",
        "queue_name", "user_name", "role_name", "display_name", "account_name", "account_id", "domain_name", "key_name",
    ];

    /// <summary>Attributes that many different resources have in common.</summary>
    private static readonly string[] Shared =
    [
        "tags", "tags_all", "labels", "user_labels", "terraform_labels", "effective_labels",
        "region", "location", "zone", "project", "provider", "timeouts",
    ];

    public static bool Holds(PlanValue deleted, PlanValue created)
    {
        if (deleted is not PlanValue.Map before || created is not PlanValue.Map after || !Agrees(before, after))
            return false;
        var names = after.Entries.Where(entry => Identifying.Contains(entry.Key) && entry.Value is not PlanValue.Null)
            .ToList();
        var telling = names.Count > 0 ? names : after.Entries.Where(entry => !Shared.Contains(entry.Key));
        return telling.Any(entry => IsDistinctive(entry.Value));
    }

    private static bool Agrees(PlanValue? before, PlanValue after)
    {
        WorkBudget.Spend();
        return IsAlike(before, after);
    }

    private static bool IsAlike(PlanValue? before, PlanValue after) => (before, after) switch
    {
        (_, PlanValue.Null or PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked) => true,
        (PlanValue.Map left, PlanValue.Map right) =>
            right.Entries.All(entry => Agrees(left.Find(entry.Key), entry.Value)),
        (PlanValue.List left, PlanValue.List right) =>
            left.Items.Count == right.Items.Count
            && left.Items.Zip(right.Items).All(pair => Agrees(pair.First, pair.Second)),
        _ => Equals(before, after),
    };

    /// <summary>Whether the value is evidence of a match; a default such as false or an empty text is not.</summary>
    private static bool IsDistinctive(PlanValue value) => value switch
    {
        PlanValue.Text text => text.Value.Length > 0,
        PlanValue.Number => true,
        PlanValue.Boolean boolean => boolean.Value,
        PlanValue.List list => list.Items.Any(IsDistinctive),
        PlanValue.Map map => map.Entries.Any(entry => IsDistinctive(entry.Value)),
        _ => false,
    };
}
