using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;

namespace TfPilot.GitHub.Sending;

internal sealed record RestError(string Message, JsonElement? Errors = null);

internal sealed record GraphQlError(string Message, string? Type = null);

internal sealed record GraphQlErrors(IReadOnlyList<GraphQlError>? Errors = null);

internal sealed record GraphQlData<T>(T Data);

/// <summary>REST's documents: what we do not know is ignored, what we need and miss is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestError))]
[JsonSerializable(typeof(RestPull))]
[JsonSerializable(typeof(IReadOnlyList<RestFile>))]
[JsonSerializable(typeof(RestComment))]
[JsonSerializable(typeof(RestCommentText))]
[JsonSerializable(typeof(IReadOnlyList<RestReaction>))]
[JsonSerializable(typeof(IReadOnlyList<RestListedComment>))]
[JsonSerializable(typeof(IReadOnlyList<RestCommitPull>))]
[JsonSerializable(typeof(RestTree))]
[JsonSerializable(typeof(RestInstallationToken))]
[JsonSerializable(typeof(OidcConfiguration))]
[JsonSerializable(typeof(OidcKeySet))]
[JsonSerializable(typeof(RunnerToken))]
[JsonSerializable(typeof(RestReceipt))]
[JsonSerializable(typeof(RestProblem))]
[JsonSerializable(typeof(RestCheckRun))]
[JsonSerializable(typeof(RestCommit))]
[JsonSerializable(typeof(RestApp))]
[JsonSerializable(typeof(RestInstallation))]
[JsonSerializable(typeof(IReadOnlyList<RestInstallation>))]
[JsonSerializable(typeof(RestInstalledRepositories))]
[JsonSerializable(typeof(RestCreatedApp))]
[JsonSerializable(typeof(IReadOnlyList<RestDelivery>))]
[JsonSerializable(typeof(RestEnvironments))]
[JsonSerializable(typeof(RestProtectionRules))]
[JsonSerializable(typeof(RestPermission))]
[JsonSerializable(typeof(RestTeamRepository))]
[JsonSerializable(typeof(RestRepository))]
[JsonSerializable(typeof(IReadOnlyList<RestActivity>))]
[JsonSerializable(typeof(RestComparison))]
internal sealed partial class RestJson : JsonSerializerContext;

/// <summary>GraphQL's documents, read as strictly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GraphQlErrors))]
[JsonSerializable(typeof(GraphQlData<BlobTextsData>))]
[JsonSerializable(typeof(GraphQlData<CommentStatesData>))]
[JsonSerializable(typeof(GraphQlData<ConversationData>))]
[JsonSerializable(typeof(GraphQlData<DefaultBranchData>))]
[JsonSerializable(typeof(GraphQlData<EditData>))]
[JsonSerializable(typeof(GraphQlData<FoldData>))]
[JsonSerializable(typeof(GraphQlData<PullSnapshotData>))]
[JsonSerializable(typeof(GraphQlData<MergeQueueData>))]
[JsonSerializable(typeof(GraphQlData<PullHistoryData>))]
[JsonSerializable(typeof(GraphQlData<SettingsFilesData>))]
[JsonSerializable(typeof(GraphQlData<SourceFoldersData>))]
[JsonSerializable(typeof(GraphQlData<TeamData>))]
internal sealed partial class GraphQlJson : JsonSerializerContext;
