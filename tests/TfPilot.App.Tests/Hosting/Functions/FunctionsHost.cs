using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.App.Tests.Host;

namespace TfPilot.App.Tests.Hosting.Functions;

/// <summary>Calls the App as the host of Azure Functions calls a custom handler.</summary>
internal static class FunctionsHost
{
    public static string Prefix => (string)Read("host.json")["extensions"]!["http"]!["routePrefix"]!;

    /// <summary>A file of the published Functions app.</summary>
    public static JsonNode Read(string path) => JsonNode.Parse(RepositoryFiles.Read($"app/Functions/{path}"))!;

    /// <summary>What comes from outside: the same request again, byte for byte, under the route's prefix, with what a proxy adds.</summary>
    public static async Task<HttpResponseMessage> ProxyAsync(this RunningApp app, HttpRequestMessage request)
    {
        request.RequestUri = new Uri($"/{Prefix}{request.RequestUri}", UriKind.Relative);
        request.Headers.Add("X-Forwarded-For", "140.82.115.1:443");
        request.Headers.Add("X-Azure-Functions-InvocationId", $"{Guid.NewGuid()}");
        return await app.Http.SendAsync(request);
    }

    /// <summary>The timer: the function's name as the path, and everything about the call in an envelope.</summary>
    public static HttpRequestMessage Timer(string function = "drain") => new(HttpMethod.Post, $"/{function}")
    {
        Headers = { { "X-Azure-Functions-InvocationId", $"{Guid.NewGuid()}" }, { "X-Azure-Functions-HostVersion", "4.1041.0.0" } },
        Content = new StringContent($$"""
            {"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-03-04T10:00:00","Next":"2026-03-04T10:01:00"},"IsPastDue":false} },
             "Metadata":{"sys":{"MethodName":"{{function}}","UtcNow":"2026-03-04T10:00:00.1Z","RandGuid":"2c1a7b3e-7d7d-4f7b-9a37-5d1b0f6c1f2e"} } }
            """, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
