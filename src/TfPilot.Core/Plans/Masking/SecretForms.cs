using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// The encodings in which secrets may occur in texts, stored one after another in one buffer. A plan may have many
/// thousands of secrets, and a separate array for each form would take more memory than the form itself.
/// </summary>
internal sealed class SecretForms
{
    /// <summary>The maximum initial size of the buffer in bytes; it grows as it fills up.</summary>
    private const int InitialCapacity = 64 * 1024 * 1024;

    private static readonly SearchValues<byte> NormalizedBytes = SearchValues.Create("\\%& \t\r\n"u8);

    private readonly List<SecretPattern> patterns;
    private readonly NormalizedText normalized = new();
    private byte[] bytes;
    private int used;

    // The current secret, preceded by the bytes that may precede it in a base64 group, and its base64 encoding.
    private byte[] padded = [];
    private byte[] coded = [];

    public SecretForms(IReadOnlyCollection<string> secrets)
    {
        // The text itself and three base64 encodings, each a third longer: 1 + 3 * 4/3 = 5 times its length.
        bytes = new byte[(int)Math.Min(5 * secrets.Sum(secret => (long)secret.Length), InitialCapacity)];
        patterns = new(4 * secrets.Count);
        foreach (var secret in secrets) Add(secret);
    }

    /// <summary>The buffer that the positions in <see cref="Patterns"/> refer to.</summary>
    public byte[] Bytes => bytes;

    public IReadOnlyList<SecretPattern> Patterns => patterns;

    private void Add(string secret)
    {
        var length = Encoding.UTF8.GetByteCount(secret);
        EnsureCapacity(Base64Text.MaxPadding + length);
        Encoding.UTF8.GetBytes(secret, padded.AsSpan(Base64Text.MaxPadding));
        var plain = padded.AsSpan(Base64Text.MaxPadding, length);
        AddPlain(plain);
        AddCoded(padded.AsSpan(0, Base64Text.MaxPadding + length));
        if (!plain.Contains((byte)' ')) return;
        // URL-encoded web forms write spaces as plus signs.
        plain.Replace((byte)' ', (byte)'+');
        AddPlain(plain);
    }

    private void EnsureCapacity(int length)
    {
        if (padded.Length >= length) return;
        padded = new byte[length];
        coded = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
    }

    private void AddPlain(ReadOnlySpan<byte> plain)
    {
        Add(plain, isBase64: false);
        if (!plain.ContainsAny(NormalizedBytes)) return;
        var bare = normalized.Read(plain).Bytes;
        if (!bare.SequenceEqual(plain)) Add(bare, isBase64: false);
    }

    private void AddCoded(ReadOnlySpan<byte> secret)
    {
        for (var padding = 0; padding <= Base64Text.MaxPadding; padding++)
        {
            var own = Base64Text.Encode(secret[(Base64Text.MaxPadding - padding)..], padding, coded);
            Add(own, isBase64: true);
            if (own.IndexOfAny((byte)'+', (byte)'/') < 0) continue;
            own.Replace((byte)'+', (byte)'-');
            own.Replace((byte)'/', (byte)'_');
            Add(own, isBase64: true);
        }
    }

    private void Add(ReadOnlySpan<byte> form, bool isBase64)
    {
        if (form.Length < SecretPatterns.MinLength) return;
        if (bytes.Length - used < form.Length) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, used + form.Length));
        patterns.Add(new(used, form.Length, isBase64));
        form.CopyTo(bytes.AsSpan(used));
        used += form.Length;
    }
}

/// <summary>
/// The position of one form of a secret in the shared buffer. <paramref name="IsBase64"/> is true for a base64
/// encoding, to which adjacent base64 characters in a text belong as well.
/// </summary>
internal readonly record struct SecretPattern(int Start, int Length, bool IsBase64);
