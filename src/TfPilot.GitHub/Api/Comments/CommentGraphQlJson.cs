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
[JsonSerializable(typeof(GraphQlData<CommentStatesData>))]
[JsonSerializable(typeof(GraphQlData<ConversationData>))]
[JsonSerializable(typeof(GraphQlData<EditData>))]
[JsonSerializable(typeof(GraphQlData<FoldData>))]
internal sealed partial class CommentGraphQlJson : JsonSerializerContext;
