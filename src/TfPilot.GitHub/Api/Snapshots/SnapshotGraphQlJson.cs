using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Parses GraphQL responses, with the same strictness as REST.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GraphQlData<PullSnapshotData>))]
[JsonSerializable(typeof(GraphQlData<MergeQueueData>))]
[JsonSerializable(typeof(GraphQlData<PullHistoryData>))]
internal sealed partial class SnapshotGraphQlJson : JsonSerializerContext;
