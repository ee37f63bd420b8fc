namespace TfPilot.Core.Approvals;

/// <summary>What a job must be to be believed, and what is said when it is not.</summary>
public sealed record TrustRule(string Id, string Summary, Func<ReportingJob, TrustSettings, string?> Objection);

/// <summary>Whether evidence counts, or every reason why it does not.</summary>
public sealed record Trust(IReadOnlyList<string> Objections)
{
    public bool IsGiven => Objections.Count == 0;
}

/// <summary>Whose evidence is believed?</summary>
public static class TrustRules
{
    public static readonly IReadOnlyList<TrustRule> All = [];

    public static Trust Judge(ReportingJob job, TrustSettings settings) =>
        new([.. All.Select(rule => rule.Objection(job, settings)).OfType<string>()]);
}
