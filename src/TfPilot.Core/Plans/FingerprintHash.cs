using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// A SHA-256 over length-prefixed parts, so that different lists of parts never produce the same input.
/// </summary>
internal sealed class FingerprintHash(string? timestamp) : IDisposable
{
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] pending = new byte[16 * 1024];
    private int waiting;
    private byte[] text = new byte[1024];
    private readonly byte[] made = timestamp is null ? [] : Encoding.UTF8.GetBytes($"\"{timestamp}\"");

    public void Add(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Length < Encoding.UTF8.GetMaxByteCount(part.Length))
                text = new byte[Encoding.UTF8.GetMaxByteCount(part.Length)];
            Add(text.AsSpan(0, Encoding.UTF8.GetBytes(part, text)));
        }
    }

    public void Add(ResourceChange change)
    {
        Add("change", change.Address.Text, change.PreviousAddress?.Text ?? "", change.Deposed ?? "", change.Type,
            change.Provider);
        Add(string.Join(',', change.Actions),
            change.ReplacePaths.Count == 0 ? "" : string.Join(',', change.ReplacePaths.Order(StringComparer.Ordinal)));
        Add(change.Importing is { } id ? CanonicalText.Of(id) : "");
        if (change.Before.IsNull || change.After.IsNull)
        {
            Add(change.Before);
            Add(change.After);
            return;
        }

        foreach (var attribute in change.AttributeChanges())
        {
            Add(attribute.Path);
            Add(Normal(Encoding.UTF8.GetBytes(CanonicalText.Of(attribute.Before))));
            Add(Normal(Encoding.UTF8.GetBytes(CanonicalText.Of(attribute.After))));
        }
    }

    public void Add(RedactedJson value) => Add(Normal(value.Utf8));

    public string Result()
    {
        sha.AppendData(pending.AsSpan(0, waiting));
        return "fp:" + Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    public void Dispose() => sha.Dispose();

    private void Add(ReadOnlySpan<byte> part)
    {
        // Small parts are buffered, because a hash call costs more than they do.
        if (part.Length + sizeof(int) > pending.Length - waiting)
        {
            sha.AppendData(pending.AsSpan(0, waiting));
            waiting = 0;
        }

        BinaryPrimitives.WriteInt32LittleEndian(pending.AsSpan(waiting), part.Length);
        waiting += sizeof(int);
        if (part.Length <= pending.Length - waiting)
        {
            part.CopyTo(pending.AsSpan(waiting));
            waiting += part.Length;
            return;
        }

        sha.AppendData(pending.AsSpan(0, waiting));
        sha.AppendData(part);
        waiting = 0;
    }

    /// <summary>A value from <c>plantimestamp()</c> is the time of planning, not a change.</summary>
    private ReadOnlySpan<byte> Normal(ReadOnlySpan<byte> value) => made.Length == 0 || value.IndexOf(made) < 0
        ? value
        : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)
            .Replace($"\"{timestamp}\"", "{\"$\":\"timestamp\"}", StringComparison.Ordinal));
}
