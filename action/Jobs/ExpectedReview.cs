using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Jobs;

/// <summary>A project that should have a review, or (orphaned) one whose folder is gone while its state stays: what discover tells publish.</summary>
internal sealed record ExpectedReview(string Project, string? Environment, bool IsOrphaned)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As in "live/orders (prod)".</summary>
    public string Label => Environment is null ? Project : $"{Project} ({Environment})";

    public static string Orphan(string path) =>
        $"{VisibleText.Of(path)} has no configuration any more and its state is orphaned: what it manages lives on, and no plan shows it. Destroy it first, or remove it from the state.";

    public static string Write(IReadOnlyList<PlanJob> jobs, IReadOnlyList<OrphanedProject> orphaned)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var job in jobs) Write(json, new(job.Project, job.Environment, IsOrphaned: false));
            foreach (var orphan in orphaned) Write(json, new(orphan.Path, Environment: null, IsOrphaned: true));
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <returns>Null when the text is not what <see cref="Write(IReadOnlyList{PlanJob}, IReadOnlyList{OrphanedProject})"/> makes; names alone will do too.</returns>
    public static IReadOnlyList<ExpectedReview>? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, ExpectedReview expected)
    {
        json.WriteStartObject();
        json.WriteString("project", expected.Project);
        if (expected.Environment is not null) json.WriteString("environment", expected.Environment);
        if (expected.IsOrphaned) json.WriteBoolean("orphaned", value: true);
        json.WriteEndObject();
    }

    private static ExpectedReview Read(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? new(json.GetString()!, Environment: null, IsOrphaned: false)
        : new(
            json.GetProperty("project").GetString() ?? throw new InvalidOperationException("a project without a name"),
            json.TryGetProperty("environment", out var environment) ? environment.GetString() : null,
            json.TryGetProperty("orphaned", out var orphaned) && orphaned.GetBoolean());
}
