using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads the requests that verify an apply; the hosts are read before, with the section of applies.</summary>
internal static class VerifySection
{
    private static readonly TimeSpan MaxWithin = TimeSpan.FromHours(1);

    private static readonly Schema.Keys Probe = new(
    [
        new("environments", new Schema.Items(CommonSchemas.EnvironmentName, Min: 1),
            "The environments after whose applies the URL is requested.") { IsRequired = true },
        new("http", new Schema.Text("a URL, such as https://app.example.com/health", FindError: FindUrlError),
            "The URL; its host must be in `apply.probe_hosts`.") { IsRequired = true },
        new("expect", new Schema.Number("a status code from 100 to 599", 100, IsInteger: true, Max: 599),
            "The expected status code of the response.") { Default = "200" },
        new("within", CommonSchemas.Duration,
            "How long the request is repeated until the status code is as expected; at most 1h.") { Default = "5m" },
    ]);

    public static SettingsSection Section { get; } = new(
        [new("verify", new Schema.Items(Probe), "The requests that must succeed after an apply.") { Default = "[]" }],
        (settings, input) => settings with
        {
            Probes = [.. input.File.Maps("verify").Select(map => Read(map, settings, input.Problems))
                .OfType<ProbeSettings>()],
        });

    private static ProbeSettings? Read(Node.Map map, Settings settings, Problems problems)
    {
        foreach (var name in map.Texts("environments"))
            PolicySection.MustBeKnown(name, map, [.. settings.Environments.Select(known => known.Name)], problems);
        // The schema has reported a missing or unreadable URL.
        if (ParseUrl(map.Text("http")) is not { } url) return null;
        if (settings.Apply.ProbeHosts.Refuse(url) is { } reason)
            problems.Add(map, $"requests a URL that is not allowed: {reason}");
        var within = map.Duration("within") ?? ProbeSettings.DefaultWithin;
        if (within > MaxWithin) problems.Add(map, "waits longer than 1h, the longest `within`");
        return new(
            map.Texts("environments"), url, map.Integer("expect") ?? ProbeSettings.DefaultStatus, within);
    }

    private static string? FindUrlError(string text) =>
        ParseUrl(text) is null ? "is not a URL such as https://app.example.com/health" : null;

    private static Uri? ParseUrl(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" ? url : null;
}
