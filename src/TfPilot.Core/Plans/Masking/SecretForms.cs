using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// The forms in which secrets may stand in texts, behind one another in one buffer: a plan may have many thousand
/// secrets, and an array for each form takes more memory than the form itself.
/// </summary>
internal sealed class SecretForms
{
    /// <summary>The buffer grows beyond this only as it fills up.</summary>
    private const int FirstRoom = 64 * 1024 * 1024;

    private static readonly SearchValues<byte> LooseBytes = SearchValues.Create("\\%& \t\r\n"u8);

    private readonly List<SecretPattern> patterns;
    private readonly LooseText loose = new();
    private byte[] bytes;
    private int used;

    // The secret at hand, behind the bytes that base64 may have in front of it, and what it is in base64.
    private byte[] padded = [];
    private byte[] coded = [];

    public SecretForms(IReadOnlyCollection<string> secrets)
    {
        // The text itself and three codings of it, each a third longer.
        bytes = new byte[(int)Math.Min(5 * secrets.Sum(secret => (long)secret.Length), FirstRoom)];
        patterns = new(4 * secrets.Count);
        foreach (var secret in secrets) Add(secret);
    }

    /// <summary>What the places of <see cref="Patterns"/> refer to.</summary>
    public byte[] Bytes => bytes;

    public IReadOnlyList<SecretPattern> Patterns => patterns;

    private void Add(string secret)
    {
        var length = Encoding.UTF8.GetByteCount(secret);
        MakeRoom(Base64Text.MaxPadding + length);
        Encoding.UTF8.GetBytes(secret, padded.AsSpan(Base64Text.MaxPadding));
        var plain = padded.AsSpan(Base64Text.MaxPadding, length);
        AddPlain(plain);
        AddCoded(padded.AsSpan(0, Base64Text.MaxPadding + length));
        if (!plain.Contains((byte)' ')) return;
        // Forms of web pages write spaces as plus signs.
        plain.Replace((byte)' ', (byte)'+');
        AddPlain(plain);
    }

    private void MakeRoom(int length)
    {
        if (padded.Length >= length) return;
        padded = new byte[length];
        coded = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
    }

    private void AddPlain(ReadOnlySpan<byte> plain)
    {
        Keep(plain, isBase64: false);
        if (!plain.ContainsAny(LooseBytes)) return;
        var bare = loose.Read(plain).Bytes;
        if (!bare.SequenceEqual(plain)) Keep(bare, isBase64: false);
    }

    private void AddCoded(ReadOnlySpan<byte> secret)
    {
        for (var padding = 0; padding <= Base64Text.MaxPadding; padding++)
        {
            var own = Base64Text.Encode(secret[(Base64Text.MaxPadding - padding)..], padding, coded);
            Keep(own, isBase64: true);
            if (own.IndexOfAny((byte)'+', (byte)'/') < 0) continue;
            own.Replace((byte)'+', (byte)'-');
            own.Replace((byte)'/', (byte)'_');
            Keep(own, isBase64: true);
        }
    }

    private void Keep(ReadOnlySpan<byte> form, bool isBase64)
    {
        if (form.Length < SecretPatterns.MinLength) return;
        if (bytes.Length - used < form.Length) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, used + form.Length));
        patterns.Add(new(used, form.Length, isBase64));
        form.CopyTo(bytes.AsSpan(used));
        used += form.Length;
    }
}

/// <summary>
/// Where one form of a secret is in the buffer of all of them; <paramref name="IsBase64"/> when the characters around
/// it in a text belong to the same coding.
/// </summary>
internal readonly record struct SecretPattern(int Start, int Length, bool IsBase64);
