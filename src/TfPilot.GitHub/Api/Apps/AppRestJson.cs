using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestApp))]
[JsonSerializable(typeof(RestInstallation))]
[JsonSerializable(typeof(IReadOnlyList<RestInstallation>))]
[JsonSerializable(typeof(RestInstalledRepositories))]
[JsonSerializable(typeof(RestCreatedApp))]
[JsonSerializable(typeof(IReadOnlyList<RestDelivery>))]
[JsonSerializable(typeof(RestPermission))]
[JsonSerializable(typeof(RestTeamRepository))]
[JsonSerializable(typeof(IReadOnlyList<RestActivity>))]
internal sealed partial class AppRestJson : JsonSerializerContext;
