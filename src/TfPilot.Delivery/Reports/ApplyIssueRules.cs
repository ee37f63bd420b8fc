namespace TfPilot.Delivery.Reports;

/// <summary>The issue about a project in an environment as it is on GitHub.</summary>
/// <param name="Replies">The App's own last comments.</param>
public sealed record ApplyIssue(int Number, bool IsOpen, string Body, IReadOnlyList<string> Replies);

/// <summary>How the issue is brought to the last outcome.</summary>
public abstract record IssueStep
{
    private IssueStep() { }

    public sealed record Keep : IssueStep;

    public sealed record Create : IssueStep;

    /// <summary>Shows another failure; a closed issue is opened again.</summary>
    public sealed record Update(int Number) : IssueStep;

    /// <param name="HasReply">Whether the comment about the success exists already.</param>
    public sealed record Close(int Number, bool HasReply) : IssueStep;
}

/// <summary>
/// Decides about the one issue of a project in an environment: open while its last apply has failed, closed by the next
/// success. An issue that a person closed stays closed until another apply fails.
/// </summary>
public static class ApplyIssueRules
{
    /// <param name="outcome">Null when nothing was applied yet.</param>
    /// <param name="issue">Null when there is none.</param>
    public static IssueStep Decide(ApplyOutcome? outcome, ApplyIssue? issue) => outcome switch
    {
        { IsFailed: true } => issue switch
        {
            null => new IssueStep.Create(),
            _ when ReportMarker.Shows(issue.Body, outcome) => new IssueStep.Keep(),
            _ => new IssueStep.Update(issue.Number),
        },
        { IsSuccess: true } when issue is { IsOpen: true } => new IssueStep.Close(
            issue.Number, issue.Replies.Any(reply => ReportMarker.Shows(reply, outcome))),
        _ => new IssueStep.Keep(),
    };
}
