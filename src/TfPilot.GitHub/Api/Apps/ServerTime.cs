using System.Globalization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Reads GitHub's time. Called as the App itself, which also shows whether its key is accepted.</summary>
public static class ServerTime
{
    /// <summary>The <c>Date</c> header of the response, to the second; null when it is missing.</summary>
    public static async Task<DateTimeOffset?> ReadClockAsync(this GitHubClient github, CancellationToken ct)
    {
        var answer = await github.SendAsync(github.Rest(HttpMethod.Get, "/app", "compare the clocks"), ct);
        return DateTimeOffset.TryParse(answer.Header("Date"), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
