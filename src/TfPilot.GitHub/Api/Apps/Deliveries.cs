using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>
/// An attempt to deliver an event to the App. All attempts of one event have its <paramref name="Guid"/>;
/// <paramref name="Status"/> is our response status, 0 when there was no response.
/// </summary>
public sealed record HookDelivery(long Id, Guid Guid, DateTimeOffset At, string Event, int Status)
{
    public bool IsAccepted => Status is >= 200 and < 300;
}

/// <summary>Lists webhook deliveries and requests redelivery. Called as the App itself.</summary>
public static partial class Deliveries
{
    private const int PageSize = 100;

    /// <summary>
    /// The deliveries since the given time, newest first. GitHub keeps them for three days. One call per hundred.
    /// </summary>
    public static async Task<IReadOnlyList<HookDelivery>> ListDeliveriesAsync(
        this GitHubClient github, DateTimeOffset since, CancellationToken ct)
    {
        var deliveries = new List<HookDelivery>();
        for (var cursor = ""; ;)
        {
            var request = github.Rest(
                HttpMethod.Get, $"/app/hook/deliveries?per_page={PageSize}{cursor}", "list the App's deliveries");
            var answer = await github.SendAsync(request, ct);
            var page = GitHubClient.Read(request, answer, AppRestJson.Default.IReadOnlyListRestDelivery);
            deliveries.AddRange(
                page.Select(delivery => delivery.ToModel()).TakeWhile(delivery => delivery.At >= since));
            var next = answer.HasNextPage ? Cursor().Match(answer.Header("Link")!) : Match.Empty;
            if (!next.Success || page.Any(delivery => delivery.DeliveredAt < since)) return deliveries;
            cursor = $"&cursor={Uri.EscapeDataString(Uri.UnescapeDataString(next.Value))}";
        }
    }

    /// <summary>Requests another attempt; it has the same GUID.</summary>
    public static async Task RedeliverAsync(this GitHubClient github, long delivery, CancellationToken ct) =>
        await github.SendAsync(
            github.Rest(HttpMethod.Post, $"/app/hook/deliveries/{delivery}/attempts",
                $"request redelivery of {delivery}"), ct);

    [GeneratedRegex("""(?<=[?&]cursor=)[^&>]+(?=[^>]*>;\s*rel="next")""", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Cursor();
}

internal sealed record RestDelivery(long Id, Guid Guid, DateTimeOffset DeliveredAt, string Event, int StatusCode)
{
    public HookDelivery ToModel() => new(Id, Guid, DeliveredAt, Event, StatusCode);
}
