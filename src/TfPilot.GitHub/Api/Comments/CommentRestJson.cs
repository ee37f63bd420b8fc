using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestComment))]
[JsonSerializable(typeof(RestCommentText))]
[JsonSerializable(typeof(IReadOnlyList<RestReaction>))]
[JsonSerializable(typeof(IReadOnlyList<RestListedComment>))]
internal sealed partial class CommentRestJson : JsonSerializerContext;
