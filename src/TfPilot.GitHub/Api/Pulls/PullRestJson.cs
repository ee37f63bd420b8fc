using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestPull))]
[JsonSerializable(typeof(IReadOnlyList<RestFile>))]
[JsonSerializable(typeof(IReadOnlyList<RestCommitPull>))]
[JsonSerializable(typeof(RestRepository))]
[JsonSerializable(typeof(IReadOnlyList<RestLabel>))]
[JsonSerializable(typeof(RestNumber))]
[JsonSerializable(typeof(IReadOnlyList<RestNumber>))]
internal sealed partial class PullRestJson : JsonSerializerContext;
