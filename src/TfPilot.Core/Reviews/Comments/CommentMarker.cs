using System.Buffers;
using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The hidden first line of our comment. It identifies the review shown, so that the next run can tell whether to
/// overwrite it. <paramref name="Blocks"/> are short hashes of the blocking findings. Anyone who can edit the comment
/// can change it, so it only orders writers.
/// </summary>
public sealed record CommentMarker(
    string Key, CommitSha Head, RunAttempt Run, RiskLevel Risk, IReadOnlyList<string> Blocks)
{
    private const string Start = "<!-- tfpilot {";
    private const string Closing = "} -->";
    private const int Version = 1;

    /// <summary>Its changes were applied: the comment is frozen, and the next plan gets a new comment.</summary>
    public bool IsApplied { get; init; }

    public static CommentMarker Of(Review review, ReviewOrigin origin, string key) =>
        new(key, origin.Head, origin.Run, review.RiskLevel, BlockingFindings.Of(review));

    /// <returns>Null when the comment's first line is not a supported marker.</returns>
    public static CommentMarker? Read(string body)
    {
        var line = body.AsSpan(0, body.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : body.Length)
            .TrimEnd();
        if (!line.StartsWith(Start, StringComparison.Ordinal) || !line.EndsWith(Closing, StringComparison.Ordinal))
            return null;
        try
        {
            using var json = JsonDocument.Parse($"{{{line[Start.Length..^Closing.Length]}}}");
            return Read(json.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("key", Key);
            json.WriteString("head", Head.ToString());
            json.WriteNumber("run", Run.Run);
            json.WriteNumber("attempt", Run.Attempt);
            json.WriteString("risk", Risk.Word());
            json.WriteStartArray("blocks");
            foreach (var block in Blocks) json.WriteStringValue(block);
            json.WriteEndArray();
            if (IsApplied) json.WriteBoolean("applied", value: true);
            json.WriteEndObject();
        }

        return $"<!-- tfpilot {Encoding.UTF8.GetString(buffer.WrittenSpan)} -->";
    }

    private static CommentMarker? Read(JsonElement json) =>
        json.GetProperty("v").GetInt32() == Version
        && CommitSha.TryParse(json.GetProperty("head").GetString()) is { } head
            ? new(
                json.GetProperty("key").GetString()!,
                head,
                new(json.GetProperty("run").GetInt64(), json.GetProperty("attempt").GetInt32()),
                Enum.GetValues<RiskLevel>().Single(risk => risk.Word() == json.GetProperty("risk").GetString()),
                [.. json.GetProperty("blocks").EnumerateArray().Select(block => block.GetString()!)])
            {
                IsApplied = json.TryGetProperty("applied", out var applied) && applied.GetBoolean(),
            }
            : null;
}
