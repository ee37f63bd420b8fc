using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TfPilot.Core.Environments;

/// <summary>
/// Writes a discovery as one line of JSON: in full for programs, or its jobs for <c>strategy.matrix</c>, where null
/// becomes an empty text.
/// </summary>
public static class DiscoveryJson
{
    public const string Schema = "tfpilot.discovery/1";

    // Relaxed escaping keeps paths readable in job logs; the JSON is never embedded in HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Discovery discovery, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("rootModules", discovery.RootModules);
        json.WriteBoolean("truncated", discovery.IsTruncated);
        WriteAll(json, "projects", discovery.Projects, Write);
        WriteAll(json, "orphaned", discovery.Orphaned, Write);
        WriteTexts(json, "unmapped", discovery.Unmapped);
        WriteAll(json, "notes", discovery.Notes, (json, note) =>
        {
            json.WriteString("path", note.Path);
            json.WriteString("message", note.Message);
        });
        json.WriteEndObject();
    }

    public static void WriteMatrix(IReadOnlyList<PlanJob> jobs, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteAll(json, "include", jobs, (json, job) =>
        {
            json.WriteString("project", job.Project);
            json.WriteString("path", job.Path);
            json.WriteString("environment", job.Environment ?? "");
            json.WriteString("workspace", job.Workspace ?? "");
            json.WriteString("artifact", job.Artifact);
            WriteTexts(json, "var_files", job.Arguments.VarFiles);
            WriteTexts(json, "backend_config", job.Arguments.BackendConfig);
            WriteVersions(json, job.Versions);
            WriteCommit(json, job);
        });
        json.WriteEndObject();
    }

    /// <summary>The jobs that apply; <c>plan</c> is the line of <see cref="PlanLine"/>.</summary>
    public static void WriteApplies(IReadOnlyList<PlanJob> jobs, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteAll(json, "include", jobs, (json, job) =>
        {
            json.WriteString("project", job.Project);
            json.WriteString("path", job.Path);
            json.WriteString("environment", job.Environment);
            WriteVersions(json, job.Versions);
            WriteCommit(json, job);
            json.WriteString("plan", PlanLine.Write([job]));
        });
        json.WriteEndObject();
    }

    public static void WriteBatches(IReadOnlyList<PlanBatch> batches, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteAll(json, "include", batches, (json, batch) =>
        {
            json.WriteString("name", batch.Name);
            json.WriteString("artifact", batch.Artifact);
            json.WriteNumber("minutes", batch.Minutes);
            json.WriteString("environment", batch.Jobs[0].Environment ?? "");
            WriteVersions(json, batch.Jobs[0].Versions);
            WriteCommit(json, batch.Jobs[0]);
            json.WriteString("plans", PlanLine.Write(batch.Jobs));
        });
        json.WriteEndObject();
    }

    /// <summary>Only for a deleted project: an expression of a workflow reads a missing member as empty.</summary>
    private static void WriteCommit(Utf8JsonWriter json, PlanJob job)
    {
        if (job.DestroyAt is { } commit) json.WriteString("commit", commit.Text);
    }

    private static void Write(Utf8JsonWriter json, DiscoveredProject project)
    {
        json.WriteString("name", project.Name);
        json.WriteString("path", project.Path);
        WriteAll(json, "targets", project.Targets, (json, target) =>
        {
            json.WriteString("environment", target.Environment);
            json.WriteString("workspace", target.Workspace);
            WriteTexts(json, "varFiles", target.Arguments.VarFiles);
            WriteTexts(json, "backendConfig", target.Arguments.BackendConfig);
        });
        WriteAll(json, "reasons", project.Reasons, (json, reason) =>
        {
            json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(reason.Kind.ToString()));
            json.WriteString("subject", reason.Subject);
        });
    }

    private static void Write(Utf8JsonWriter json, OrphanedProject orphan)
    {
        json.WriteString("path", orphan.Path);
        WriteTexts(json, "environments", orphan.Environments);
        json.WriteString("evidence", orphan.Evidence);
        json.WriteString("movedTo", orphan.MovedTo);
    }

    private static void WriteAll<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVersions(Utf8JsonWriter json, ToolVersions versions)
    {
        json.WriteString("terraform_version", versions.Terraform ?? "");
        json.WriteString("tofu_version", versions.OpenTofu ?? "");
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
