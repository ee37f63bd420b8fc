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
[JsonSerializable(typeof(RestComment))]
[JsonSerializable(typeof(RestCommentText))]
[JsonSerializable(typeof(IReadOnlyList<RestReaction>))]
[JsonSerializable(typeof(IReadOnlyList<RestListedComment>))]
[JsonSerializable(typeof(IReadOnlyList<RestCommitPull>))]
[JsonSerializable(typeof(RestTree))]
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
[JsonSerializable(typeof(IReadOnlyList<RestNamedCommit>))]
[JsonSerializable(typeof(RestRelease))]
internal sealed partial class RestJson : JsonSerializerContext;
