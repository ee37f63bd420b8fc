using System.Buffers.Binary;
using System.Text;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads the files in a checkout's git index, without running git. Unstaged changes are not included.
/// </summary>
internal static class GitIndex
{
    private const int HeaderSize = 12;
    private const int FixedSize = 62;
    private const int ModeAt = 24;
    private const int IdAt = 40;
    private const int IdSize = 20;
    private const int FlagsAt = 60;
    private const int Alignment = 8;
    private const int PlainFile = 0x81a4;
    private const string PlainMode = "100644";
    private const ushort IsExtended = 0x4000;
    private const ushort Stage = 0x3000;

    /// <summary>Null if the index is missing or unreadable.</summary>
    public static GitTree? Read(string root)
    {
        try
        {
            return FolderOf(root) is { } git && Path.Combine(git, "index") is var index && File.Exists(index)
                ? Read(File.ReadAllBytes(index)) : null;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>In a worktree, <c>.git</c> is a file that contains the path of the folder.</summary>
    private static string? FolderOf(string root)
    {
        const string Start = "gitdir: ";
        var git = Path.Combine(root, ".git");
        if (Directory.Exists(git)) return git;
        if (!File.Exists(git)) return null;
        var text = File.ReadAllText(git).Trim();
        return text.StartsWith(Start, StringComparison.Ordinal) ? Path.Combine(root, text[Start.Length..]) : null;
    }

    private static GitTree? Read(ReadOnlySpan<byte> index)
    {
        if (!index.StartsWith("DIRC"u8) || index.Length < HeaderSize) return null;
        var (version, count) = (BinaryPrimitives.ReadInt32BigEndian(index[4..]),
            BinaryPrimitives.ReadInt32BigEndian(index[8..]));
        if (version is not (2 or 3 or 4)) return null;
        var (entries, at, path) = (new List<GitEntry>(), HeaderSize, Array.Empty<byte>());
        for (var i = 0; i < count; i++)
        {
            var entry = index[at..];
            var flags = BinaryPrimitives.ReadUInt16BigEndian(entry[FlagsAt..]);
            if ((flags & Stage) != 0) return null; // An unfinished merge.
            var size = FixedSize + ((flags & IsExtended) != 0 ? 2 : 0);
            path = version == 4 ? Path4(entry, path, ref size) : Path2(entry, ref size);
            entries.Add(new(
                Encoding.UTF8.GetString(path),
                ModeOf(BinaryPrimitives.ReadInt32BigEndian(entry[ModeAt..])),
                Convert.ToHexStringLower(entry.Slice(IdAt, IdSize))));
            at += size;
        }

        return new(entries);
    }

    /// <summary>The mode in octal digits.</summary>
    private static string ModeOf(int bits) => bits == PlainFile ? PlainMode : Convert.ToString(bits, 8);

    private static byte[] Path2(ReadOnlySpan<byte> entry, ref int size)
    {
        var path = entry[size..][..entry[size..].IndexOf((byte)0)].ToArray();
        size += path.Length;
        size += Alignment - (size % Alignment);
        return path;
    }

    /// <summary>
    /// From version 4 on, a path is stored as the length it shares with the previous path, and the remainder.
    /// </summary>
    private static byte[] Path4(ReadOnlySpan<byte> entry, byte[] before, ref int size)
    {
        var cut = entry[size] & 0x7f;
        while ((entry[size++] & 0x80) != 0) cut = ((cut + 1) << 7) | (entry[size] & 0x7f);
        var rest = entry[size..][..entry[size..].IndexOf((byte)0)];
        size += rest.Length + 1;
        return [.. before.AsSpan(0, before.Length - cut), .. rest];
    }
}
