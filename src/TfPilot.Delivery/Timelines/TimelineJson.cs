using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TfPilot.Delivery.Timelines;

/// <summary>A timeline as JSON: the contract <c>tfpilot.timeline/1</c> of <c>docs/guides/timeline.md</c>.</summary>
public static class TimelineJson
{
    public const string Schema = "tfpilot.timeline/1";

    // Relaxed escaping keeps sentences readable in job logs; the JSON is never embedded in HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(PullTimeline timeline, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("number", timeline.Number);
        json.WriteNumber("last", timeline.Last);
        json.WriteStartArray("events");
        foreach (var one in timeline.Events) Write(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TimelineEvent one)
    {
        json.WriteStartObject();
        json.WriteString("at", one.At.UtcDateTime);
        json.WriteString("kind", one.Kind.Word());
        json.WriteString("what", one.What);
        if (one.Why is { } why) json.WriteString("why", why);
        if (one.By is { } by) json.WriteString("by", by);
        if (one.Environment is { } environment) json.WriteString("environment", environment);
        if (one.Project is { } project) json.WriteString("project", project);
        if (one.Run is { } run)
        {
            json.WriteNumber("run", run.Run);
            json.WriteNumber("attempt", run.Attempt);
        }

        if (one.Commit is { } commit) json.WriteString("commit", commit);
        if (one.ExitCode is { } code) json.WriteNumber("exit_code", code);
        if (one.Seconds is { } seconds) json.WriteNumber("seconds", seconds);
        if (one.Resources is { } resources) json.WriteNumber("resources", resources);
        if (one.Entry is { } entry) json.WriteNumber("entry", entry);
        if (one.Until is { } until)
        {
            json.WriteNumber("times", one.Times);
            json.WriteString("until", until.UtcDateTime);
        }

        json.WriteEndObject();
    }
}
