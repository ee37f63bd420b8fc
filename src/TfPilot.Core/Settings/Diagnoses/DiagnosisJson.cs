using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TfPilot.Core.Settings;

/// <summary>Writes a checkup as one line of JSON.</summary>
public static class DiagnosisJson
{
    public const string Schema = "tfpilot.checkup/1";

    // Relaxed escaping keeps fixes readable in job logs; the JSON is never embedded in HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Checkup checkup, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("workflows", checkup.Workflows);
        json.WriteStartArray("diagnoses");
        foreach (var diagnosis in checkup.Diagnoses)
        {
            json.WriteStartObject();
            json.WriteString("id", diagnosis.Id);
            json.WriteString("level", diagnosis.Level.ToString().ToLowerInvariant());
            json.WriteString("where", diagnosis.Where);
            json.WriteString("what", diagnosis.What);
            json.WriteString("why", diagnosis.Reason);
            json.WriteString("fix", diagnosis.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notChecked");
        foreach (var part in checkup.NotChecked) json.WriteStringValue(part);
        json.WriteEndArray();
        json.WriteString("guarantee", checkup.Guarantee);
        json.WriteEndObject();
    }
}
