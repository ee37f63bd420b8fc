using System.Buffers;
using System.Text.Json;
using TfPilot.App.Http;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Returns the audit entries of a repository that one delivery or run caused. The caller's own token must be able to
/// read the repository on GitHub; entries about other repositories are left out.
/// </summary>
internal sealed class TraceReader(CallerAccess access, InstallationTokens tokens, AuditStore audit)
{
    private const string Schema = "tfpilot.trace/1";

    private const int MaxEntries = 1_000;

    public Task<QueryReply> ReadAsync(
        string? authorization, RepositoryName repository, string id, CancellationToken ct) => access.RunAsync(
            authorization, RegistryReader.NotFound, client => client.ReadRepositoryAsync(repository, ct),
            async visible =>
            {
                var installation = await tokens.AsApp().FindInstallationAsync(repository, ct);
                return Write(id, await audit.ReadTraceAsync(installation.Id, visible.Id, id, MaxEntries + 1, ct));
            });

    private static QueryReply.Answered Write(string id, IReadOnlyList<string> lines)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("id", id);
            json.WriteStartArray("entries");
            foreach (var line in lines.Take(MaxEntries)) json.WriteRawValue(line);
            json.WriteEndArray();
            json.WriteBoolean("more", lines.Count > MaxEntries);
            json.WriteEndObject();
        }

        return new(bytes.WrittenMemory);
    }
}
