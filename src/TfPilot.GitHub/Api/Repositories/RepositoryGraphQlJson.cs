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
[JsonSerializable(typeof(GraphQlData<DefaultBranchData>))]
[JsonSerializable(typeof(GraphQlData<SettingsFilesData>))]
[JsonSerializable(typeof(GraphQlData<SourceFoldersData>))]
internal sealed partial class RepositoryGraphQlJson : JsonSerializerContext;
