using TfPilot.App.Http;
using TfPilot.Delivery.Reports;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>Writes the App's comment on a merged pull request, which says what was applied where.</summary>
internal sealed class CommentReport(
    ReportStore reports, OutcomeStore outcomes, InstallationTokens tokens, TimeProvider clock)
{
    /// <returns>The id of the comment; null when there is none.</returns>
    public async Task<long?> WriteAsync(ClaimedReport report, int pull, CancellationToken ct)
    {
        var (installation, repository, _, _, _) = report.Key;
        var applied = await outcomes.ListAsync(new(installation, repository, pull), ct);
        if (applied.Count == 0) return report.Number;
        var installed = await tokens.GetClientAsync(installation, repository, TokenScope.WriteComments, ct);
        var issues = new Dictionary<ApplyOutcome, long?>();
        foreach (var failed in applied.Where(one => one.IsFailed))
            issues[failed] = await reports.FindNumberAsync(
                ReportKey.Issue(installation, repository, failed.Environment, failed.Project), ct);
        var body = AppliedComment.Body(
            applied, outcome => issues.GetValueOrDefault(outcome), RepositoryLinks.Of(installed));
        return await FindAsync(report, pull, installed, ct) is { } known
            && await UpdateAsync(installed, known, body, ct) ? known
            : await CreateAsync(report, pull, installed, body, ct);
    }

    /// <summary>Found by author and marker when the number was not stored.</summary>
    private static async Task<long?> FindAsync(
        ClaimedReport report, int pull, InstalledRepository installed, CancellationToken ct)
    {
        if (report.Number is not null || report.Tried is null) return report.Number;
        var said = await installed.Client.ReadConversationAsync(installed.Name, new(pull), ct);
        return said.Comments.FirstOrDefault(comment => comment.IsOwn
            && comment.Body.StartsWith(ReportMarker.Comment, StringComparison.Ordinal))?.Id.Value;
    }

    /// <returns>False when the comment was deleted.</returns>
    private static async Task<bool> UpdateAsync(
        InstalledRepository installed, long comment, string body, CancellationToken ct)
    {
        try
        {
            await installed.Client.UpdateCommentAsync(installed.Name, new CommentId(comment), body, ct);
            return true;
        }
        catch (GitHubException deleted) when (deleted.Kind == GitHubErrorKind.NotFound)
        {
            return false;
        }
    }

    private async Task<long?> CreateAsync(
        ClaimedReport report, int pull, InstalledRepository installed, string body, CancellationToken ct)
    {
        await reports.TryAsync(report, clock.GetUtcNow(), ct);
        return (await installed.Client.CreateCommentAsync(installed.Name, new(pull), body, ct)).Id.Value;
    }
}
