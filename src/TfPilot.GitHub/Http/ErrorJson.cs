using System.Text.Json;
using System.Text.Json.Serialization;

namespace TfPilot.GitHub.Http;

internal sealed record RestError(string Message, JsonElement? Errors = null);

internal sealed record GraphQlError(string Message, string? Type = null);

internal sealed record GraphQlErrors(IReadOnlyList<GraphQlError>? Errors = null);

internal sealed record GraphQlData<T>(T Data);

/// <summary>GitHub's error document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestError))]
[JsonSerializable(typeof(GraphQlErrors))]
internal sealed partial class ErrorJson : JsonSerializerContext;
