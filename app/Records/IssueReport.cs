using System.Diagnostics;
using TfPilot.App.Http;
using TfPilot.Delivery.Reports;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>Writes the issue about the last apply of a project to an environment.</summary>
internal sealed class IssueReport(
    ReportStore reports, OutcomeStore outcomes, InstallationTokens tokens, TimeProvider clock)
{
    /// <summary>The difference that the clocks of GitHub and of the instances may have.</summary>
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromHours(1);

    /// <returns>The number of the issue; null when there is none.</returns>
    public async Task<long?> WriteAsync(ClaimedReport report, CancellationToken ct)
    {
        var (installation, repository, environment, project, _) = report.Key;
        var outcome = await outcomes.FindAsync(installation, repository, environment, project, ct);
        var mayExist = report.Number is not null || report.Tried is not null;
        if (outcome is null or { Status: null } || (!mayExist && !outcome.IsFailed)) return report.Number;
        var installed = await tokens.GetClientAsync(installation, repository, TokenScope.WriteIssues, ct);
        var issue = await FindAsync(report, outcome, installed, ct);
        return await PerformAsync(report, outcome, issue, installed, ct);
    }

    /// <summary>Found by number, or by author and marker when the number was not stored.</summary>
    private static async Task<ApplyIssue?> FindAsync(
        ClaimedReport report, ApplyOutcome outcome, InstalledRepository installed, CancellationToken ct)
    {
        var (client, name) = installed;
        var found = report switch
        {
            { Number: { } number } => await client.FindOwnIssueAsync(name, checked((int)number), ct),
            { Tried: { } tried } => (await client.ListOwnIssuesAsync(name, tried - MaxClockSkew, ct)).FirstOrDefault(
                issue => issue.Body.StartsWith(
                    ReportMarker.Of(outcome.Environment, outcome.Project), StringComparison.Ordinal)),
            _ => null,
        };
        return found is null ? null : new(found.Number, found.IsOpen, found.Body, found.OwnComments);
    }

    private async Task<long?> PerformAsync(
        ClaimedReport report, ApplyOutcome outcome, ApplyIssue? issue, InstalledRepository installed,
        CancellationToken ct)
    {
        var (client, name) = installed;
        var links = RepositoryLinks.Of(installed);
        switch (ApplyIssueRules.Decide(outcome, issue))
        {
            case IssueStep.Create:
                await reports.TryAsync(report, clock.GetUtcNow(), ct);
                var number = await client.OpenIssueAsync(
                    name, ApplyIssueText.Title(outcome), await BodyAsync(report, outcome, links, ct), ct);
                if (outcome.Pull is { } pull) // Its comment names the issue.
                    await reports.MarkAsync(
                        ReportKey.Comment(report.Key.Installation, report.Key.Repository, pull), clock.GetUtcNow(), ct);
                return number;
            case IssueStep.Update(var known):
                await client.UpdateIssueAsync(
                    name, known, ApplyIssueText.Title(outcome), await BodyAsync(report, outcome, links, ct), ct);
                return known;
            case IssueStep.Close(var open, var hasReply):
                if (!hasReply)
                    await client.CreateCommentAsync(
                        name, new PullNumber(open), ApplyIssueText.Reply(outcome, links), ct);
                await client.CloseIssueAsync(name, open, ct);
                return open;
            case IssueStep.Keep:
                return issue?.Number;
            default:
                throw new UnreachableException();
        }
    }

    private async Task<string> BodyAsync(
        ClaimedReport report, ApplyOutcome outcome, ReportLinks links, CancellationToken ct) => ApplyIssueText.Body(
        outcome, await outcomes.FindRecordAsync(report.Key.Installation, report.Key.Repository, outcome, ct), links);
}
