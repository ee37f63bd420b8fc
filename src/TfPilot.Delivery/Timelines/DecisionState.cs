using TfPilot.Core.Audit;

namespace TfPilot.Delivery.Timelines;

/// <summary>What an entry of the kind decision says; successive ones are compared.</summary>
/// <param name="What">The sentence of the last decision.</param>
/// <param name="Approvals">The logins of people whose approvals counted, by account number.</param>
/// <param name="Plans">The fingerprints by scope, such as <c>plan of prod</c>.</param>
/// <param name="Failing">The failing rules, such as <c>keep in prod</c>.</param>
internal sealed record DecisionState(
    string What, string Head, string BaseBranch, string Settings, IReadOnlyDictionary<string, string> Approvals,
    IReadOnlyDictionary<string, string> Plans, IReadOnlyList<string> Failing, IReadOnlyList<string> Waived)
{
    private const string PlanPrefix = "plan of ";

    public static readonly DecisionState None = new(
        "", "", "", "", new Dictionary<string, string>(), new Dictionary<string, string>(), [], []);

    /// <returns>Null for an entry that says why no decision was possible.</returns>
    public static DecisionState? Of(RecordedEntry entry)
    {
        var (head, baseBranch, settings) = ("", "", (string?)null);
        var (approvals, plans) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var (failing, waived) = (new List<string>(), new List<string>());
        foreach (var (name, value) in entry.Note.Evidence)
        {
            switch (name)
            {
                case "head": head = value; break;
                case "base": baseBranch = value.Split(' ')[0]; break;
                case "settings": settings = value; break;
                case "approval": AddApproval(approvals, value); break;
                case ReviewEvidence.Failure: failing.Add(value); break;
                case ReviewEvidence.Waiver: waived.Add(value); break;
                case var _ when name.StartsWith(PlanPrefix, StringComparison.Ordinal): plans.TryAdd(name, value); break;
            }
        }

        return settings is null ? null
            : new(entry.Note.What, head, baseBranch, settings, approvals, plans, failing, waived);
    }

    /// <summary>
    /// Why approvals that counted before do not count now, as far as the entries show it.
    /// </summary>
    public string WhyLostSince(DecisionState before)
    {
        var reasons = new List<string>();
        if (Head != before.Head) reasons.Add($"the head changed from {Short(before.Head)} to {Short(Head)}");
        if (BaseBranch != before.BaseBranch) reasons.Add($"the base branch changed to {BaseBranch}");
        reasons.AddRange(before.Plans.OrderBy(plan => plan.Key, StringComparer.Ordinal)
            .Where(plan => Plans.TryGetValue(plan.Key, out var now) && now != plan.Value)
            .Select(plan => $"the {plan.Key} changed"));
        if (reasons.Count == 0 && Settings != before.Settings)
            reasons.Add($"the settings changed to those of {Short(Settings)}");
        return reasons.Count > 0 ? string.Join("; ", reasons)
            : "the review was withdrawn or dismissed, it expired, or its author may no longer approve";
    }

    internal static string Short(string commit) => commit.Length > 7 ? commit[..7] : commit;

    /// <summary>
    /// Such as <c>bob (2002)</c>. A login may change, so people are compared by the account number.
    /// </summary>
    private static void AddApproval(Dictionary<string, string> approvals, string text)
    {
        var at = text.LastIndexOf(" (", StringComparison.Ordinal);
        if (at < 0) approvals.TryAdd(text, text);
        else approvals.TryAdd(text[(at + 2)..], text[..at]);
    }
}
