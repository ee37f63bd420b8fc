using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestTree))]
[JsonSerializable(typeof(RestCommit))]
[JsonSerializable(typeof(RestEnvironments))]
[JsonSerializable(typeof(RestProtectionRules))]
[JsonSerializable(typeof(IReadOnlyList<RestBranchRule>))]
[JsonSerializable(typeof(RestComparison))]
[JsonSerializable(typeof(IReadOnlyList<RestNamedCommit>))]
[JsonSerializable(typeof(RestRelease))]
internal sealed partial class RepositoryRestJson : JsonSerializerContext;
