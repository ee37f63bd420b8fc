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
[JsonSerializable(typeof(GraphQlData<BlobTextsData>))]
[JsonSerializable(typeof(GraphQlData<CommentStatesData>))]
[JsonSerializable(typeof(GraphQlData<ConversationData>))]
[JsonSerializable(typeof(GraphQlData<DefaultBranchData>))]
[JsonSerializable(typeof(GraphQlData<DisabledAutoMergeData>))]
[JsonSerializable(typeof(GraphQlData<EditData>))]
[JsonSerializable(typeof(GraphQlData<FoldData>))]
[JsonSerializable(typeof(GraphQlData<PullSnapshotData>))]
[JsonSerializable(typeof(GraphQlData<MergeQueueData>))]
[JsonSerializable(typeof(GraphQlData<PullHistoryData>))]
[JsonSerializable(typeof(GraphQlData<SettingsFilesData>))]
[JsonSerializable(typeof(GraphQlData<SourceFoldersData>))]
[JsonSerializable(typeof(GraphQlData<TeamData>))]
internal sealed partial class GraphQlJson : JsonSerializerContext;
