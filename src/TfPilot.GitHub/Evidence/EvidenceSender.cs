using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Evidence;

/// <summary>Sends the facts of a run to the App.</summary>
public sealed class EvidenceSender(AppClient client)
{
    /// <param name="target">The pull request and its head, for a run whose token does not name one.</param>
    public async Task<EvidenceReceipt> SendAsync(
        Uri app, GitHubToken token, byte[] facts, (PullNumber Pull, CommitSha Head)? target, CancellationToken ct)
    {
        var query = target is { } pull ? $"?pull={pull.Pull}&head={pull.Head}" : "";
        return await client.PostAsync(app, $"api/evidence{query}", token, facts, "send the facts", ct) switch
        {
            AppResponse.Answered(202, var body) when Receipt(body) is { } receipt =>
                new EvidenceReceipt.Accepted(receipt.Trusted, [.. receipt.Reasons.Select(VisibleText.Of)]),
            AppResponse.Answered(var status, _) => new EvidenceReceipt.NoResponse(
                $"it answered {status}: the response is not from tfpilot's App; check app-url"),
            AppResponse.Refused(var status, var reason) => new EvidenceReceipt.Refused(status, reason),
            AppResponse.NoResponse(var reason) => new EvidenceReceipt.NoResponse(reason),
            _ => throw new UnreachableException(),
        };
    }

    private static RestReceipt? Receipt(JsonNode body)
    {
        try
        {
            return body.Deserialize(ReceiptJson.Default.RestReceipt);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
