using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Changes;

/// <summary>The stored form of decisions and approved changes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaJsonConverter)],
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DecidedPull))]
[JsonSerializable(typeof(ApprovedChange))]
public sealed partial class ChangeJson : JsonSerializerContext;

/// <summary>A commit as its full id.</summary>
internal sealed class CommitShaJsonConverter : JsonConverter<CommitSha>
{
    public override CommitSha Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        CommitSha.TryParse(reader.GetString()) ?? throw new JsonException("is not the id of a commit");

    public override void Write(Utf8JsonWriter writer, CommitSha value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
