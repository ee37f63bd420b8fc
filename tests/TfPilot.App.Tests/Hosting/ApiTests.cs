using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using TfPilot.App.Tests.Host;

namespace TfPilot.App.Tests.Hosting;

public sealed class ApiTests
{
    [Fact]
    public async Task Every_route_is_described_and_every_description_is_a_route()
    {
        await using var working = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await using var setup = await RunningApp.StartSetupAsync();

        var described = Operations(await ReadAsync(working)).Select(operation => operation.Key);

        described.Should().BeEquivalentTo(Routes(working).Union(Routes(setup)));
    }

    [Fact]
    public async Task The_API_description_is_complete()
    {
        await using var app = await RunningApp.StartSetupAsync();

        var api = await ReadAsync(app);

        ((string)api["openapi"]!).Should().Be("3.1.0");
        Operations(api).Values.Should()
            .OnlyContain(operation => operation["operationId"] != null && operation["summary"] != null
                && operation["responses"]!.AsObject().Count > 0);
        Operations(api).Values.Select(operation => (string)operation["operationId"]!).Should().OnlyHaveUniqueItems();
        References(api).Should().NotBeEmpty().And.OnlyContain(reference => Find(api, reference) != null);
    }

    [Fact]
    public async Task Numbers_and_enum_values_are_described_as_they_are_serialized()
    {
        await using var app = await RunningApp.StartSetupAsync();

        var api = await ReadAsync(app);

        api["components"]!["schemas"]!["Reported"]!["properties"]!["pull"]!["minimum"]!.ToJsonString().Should().Be("1");
        api["info"]!["version"]!.ToJsonString().Should().Be("\"1\"");
        api["paths"]!["/api/evidence"]!["post"]!["requestBody"]!["required"]!.ToJsonString().Should().Be("true");
    }

    [Fact]
    public async Task An_unknown_path_returns_problem_details()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);

        using var answer = await app.Http.GetAsync("/api/none");

        ((int)answer.StatusCode).Should().Be(404);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    private static async Task<JsonNode> ReadAsync(RunningApp app) =>
        JsonNode.Parse(await app.Http.GetStringAsync("/api/openapi.json"))!;

    private static Dictionary<string, JsonNode> Operations(JsonNode api) => api["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject()
            .Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!)))
        .ToDictionary(operation => operation.Item1, operation => operation.Item2);

    private static IEnumerable<string> Routes(RunningApp app) => app.Routes.SelectMany(
        route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(
            method => $"{method} {route.RoutePattern.RawText}"));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map =>
            map.SelectMany(member => member is { Key: "$ref", Value: { } reference } ? [(string)reference!]
                : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Find(JsonNode api, string reference) =>
        reference.Split('/')[1..].Aggregate((JsonNode?)api, (node, step) => node?[step]);
}
