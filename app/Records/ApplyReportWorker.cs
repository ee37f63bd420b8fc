using TfPilot.App.Jobs;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Brings the issues and comments about applies to the last outcomes. Each report is claimed by one instance, and what
/// was created before an interruption is found by its author and marker, so nothing is created twice.
/// </summary>
internal sealed class ApplyReportWorker(
    ReportStore reports, IssueReport issues, CommentReport comments, InstallationTokens tokens, Signals signals,
    TimeProvider clock, ILogger<ApplyReportWorker> log) : IBackgroundJob
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(5);

    /// <summary>For errors that a person has to resolve, such as a permission that is not granted.</summary>
    private static readonly TimeSpan LongRetryDelay = TimeSpan.FromHours(1);

    public string Name => "the reports of applies";

    public TimeSpan PollInterval => TimeSpan.FromMinutes(1);

    public Signal Signal => signals.Reports;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        for (; await reports.ClaimAsync(clock.GetUtcNow(), ct) is { } report; count++) await WriteAsync(report, ct);
        return count;
    }

    private async Task WriteAsync(ClaimedReport report, CancellationToken ct)
    {
        var key = report.Key;
        try
        {
            tokens.RequireReserve(key.Installation);
            var number = key.Pull is { } pull
                ? await comments.WriteAsync(report, pull, ct) : await issues.WriteAsync(report, ct);
            await reports.CompleteAsync(report, number, ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete($"the report of {key}", failure.Message);
            var isPassing = failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited;
            await reports.RetryAsync(
                report, clock.GetUtcNow() + (failure.Wait ?? (isPassing ? RetryDelay : LongRetryDelay)), ct);
        }
    }
}
