using System.Text.Json;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Http;

internal sealed class CommitShaConverter : JsonConverter<CommitSha>
{
    public override CommitSha Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CommitSha.TryParse(reader.GetString()) ?? throw new JsonException("not a commit SHA");

    public override void Write(Utf8JsonWriter writer, CommitSha value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
