using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>
/// What discover passes to publish: a project that must have a review or, if <paramref name="Unplanned"/> is set, a
/// change that no plan covers.
/// </summary>
internal sealed record ExpectedReview(string Project, string? Environment, UnplannedKind? Unplanned)
{
    private const string Packed = "gzip:";

    /// <summary>
    /// Longer texts are compressed: the outputs of a job are limited to about half a million characters.
    /// </summary>
    private const int MaxPlain = 20_000;

    private static readonly JsonWriterOptions Readable = new()
    { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For example "live/orders (prod)".</summary>
    public string Label => Environment is null ? Project : $"{Project} ({Environment})";

    public static string Orphan(string path) =>
        $"{VisibleText.Of(path)} no longer has configuration, and its state is orphaned: its resources still exist, " +
        "and no plan shows them. Destroy them first, or remove them from the state.";

    public static string Write(IReadOnlyList<PlanJob> jobs, Discovery discovery)
    {
        IEnumerable<ExpectedReview> expected =
        [
            .. jobs.Select(job => new ExpectedReview(job.Project, job.Environment, Unplanned: null)),
            .. discovery.Orphaned.Select(orphan => Change(orphan.Path, UnplannedKind.Orphaned)),
            .. discovery.Unmapped.Select(path => Change(path, UnplannedKind.Unmapped)),
            .. (jobs.Count > 0 ? [] : discovery.Unused).Select(path => Change(path, UnplannedKind.Unmapped)),
            .. discovery.Settings.Select(path => Change(path, UnplannedKind.Settings)),
        ];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var one in expected) Write(json, one);
            json.WriteEndArray();
        }

        return buffer.WrittenCount <= MaxPlain ? Encoding.UTF8.GetString(buffer.WrittenSpan) : Pack(buffer.WrittenSpan);
    }

    /// <returns>Null if the text was not made by <see cref="Write(IReadOnlyList{PlanJob}, Discovery)"/> and is not a
    /// list of names.</returns>
    public static IReadOnlyList<ExpectedReview>? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text.StartsWith(Packed, StringComparison.Ordinal)
                ? Unpack(text[Packed.Length..]) : Encoding.UTF8.GetBytes(text));
            return [.. json.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
                or InvalidDataException)
        {
            return null;
        }
    }

    private static ExpectedReview Change(string path, UnplannedKind kind) => new(path, Environment: null, kind);

    private static void Write(Utf8JsonWriter json, ExpectedReview expected)
    {
        json.WriteStartObject();
        json.WriteString("project", expected.Project);
        if (expected.Environment is not null) json.WriteString("environment", expected.Environment);
        if (expected.Unplanned is { } kind) json.WriteBoolean(Word(kind), value: true);
        json.WriteEndObject();
    }

    private static ExpectedReview Read(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? new(json.GetString()!, Environment: null, Unplanned: null)
        : new(
            json.GetProperty("project").GetString() ?? throw new InvalidOperationException("a project without a name"),
            json.TryGetProperty("environment", out var environment) ? environment.GetString() : null,
            Enum.GetValues<UnplannedKind>()
                .Where(kind => json.TryGetProperty(Word(kind), out var holds) && holds.GetBoolean())
                .Select(kind => (UnplannedKind?)kind).FirstOrDefault());

    private static string Word(UnplannedKind kind) => kind.ToString().ToLowerInvariant();

    private static string Pack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return $"{Packed}{Convert.ToBase64String(packed.ToArray())}";
    }

    private static byte[] Unpack(string text)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
