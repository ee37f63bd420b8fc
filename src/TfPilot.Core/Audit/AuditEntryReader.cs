using System.Buffers;
using System.Text;
using System.Text.Json;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Audit;

/// <summary>An entry as read from its line, without its place in the chain.</summary>
/// <param name="Number">Its place in the history of the installation, starting at 1.</param>
public sealed record RecordedEntry(long Number, DateTimeOffset At, AuditNote Note)
{
    /// <summary>The values of the evidence with this name, in the order in which they were recorded.</summary>
    public IEnumerable<string> All(string name) =>
        Note.Evidence.Where(item => item.Name == name).Select(item => item.Value);

    /// <summary>The first value; null when there is none.</summary>
    public string? Find(string name)
    {
        foreach (var item in Note.Evidence)
        {
            if (item.Name == name) return item.Value;
        }

        return null;
    }
}

/// <summary>
/// Reads lines of a history. It does not verify them; see <see cref="AuditChain"/>. Lines that contain unknown fields
/// are read, so that an older program reads the entries of a newer one.
/// </summary>
public static class AuditEntryReader
{
    private static readonly Dictionary<string, AuditKind> Kinds =
        Enum.GetValues<AuditKind>().ToDictionary(AuditEntry.Word, StringComparer.Ordinal);

    /// <summary>The names in each entry, the most frequent first.</summary>
    private static readonly string[] Names =
    [
        "name", "value", "head", "base", "settings", "run", "verdict", "approval", "number", "at", "kind", "repository",
        "pull", "by", "what", "evidence", "installation", "previous", "hash", "id", "login",
    ];

    /// <returns>Null when the line is no entry, or of a kind that this version does not know.</returns>
    public static RecordedEntry? TryRead(string line)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            var json = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(line, bytes)));
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? Read(ref json) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static RecordedEntry? Read(ref Utf8JsonReader json)
    {
        var (number, repository, at) = (0L, 0L, default(DateTimeOffset));
        var (kind, what, pull, by) = ((AuditKind?)null, "", (int?)null, (Person?)null);
        IReadOnlyList<AuditEvidence> evidence = [];
        while (Next(ref json) is { } name)
        {
            switch (name)
            {
                case "number": number = json.GetInt64(); break;
                case "at": at = json.GetDateTimeOffset(); break;
                case "kind": kind = Kinds.TryGetValue(json.GetString() ?? "", out var known) ? known : null; break;
                case "repository": repository = json.GetInt64(); break;
                case "pull": pull = json.TokenType == JsonTokenType.Null ? null : json.GetInt32(); break;
                case "by": by = ReadPerson(ref json); break;
                case "what": what = json.GetString() ?? ""; break;
                case "evidence": evidence = ReadEvidence(ref json); break;
                default: json.Skip(); break;
            }
        }

        return number > 0 && kind is { } found
            ? new(number, at, new(found, repository, pull, what) { By = by, Evidence = evidence }) : null;
    }

    private static Person? ReadPerson(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        var (id, login) = (0L, "");
        while (Next(ref json) is { } name)
        {
            if (name == "id") id = json.GetInt64();
            else if (name == "login") login = json.GetString() ?? "";
            else json.Skip();
        }

        return new(new(id), login);
    }

    private static List<AuditEvidence> ReadEvidence(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray) throw new FormatException("evidence is not a list");
        var evidence = new List<AuditEvidence>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var (item, value) = ("", "");
            while (Next(ref json) is { } name)
            {
                if (name == "name") item = Known(ref json) ?? json.GetString() ?? "";
                else if (name == "value") value = json.GetString() ?? "";
                else json.Skip();
            }

            evidence.Add(new(item, value));
        }

        return evidence;
    }

    /// <summary>Moves to the value of the next property; null at the end of the object.</summary>
    private static string? Next(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName) return null;
        var name = Known(ref json) ?? json.GetString();
        json.Read();
        return name;
    }

    /// <summary>The text without a new object for a frequent name; null for all others.</summary>
    private static string? Known(ref Utf8JsonReader json)
    {
        foreach (var name in Names)
        {
            if (json.ValueTextEquals(name)) return name;
        }

        return null;
    }
}
