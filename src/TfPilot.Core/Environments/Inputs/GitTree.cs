using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Core.Environments;

/// <summary>
/// A file, symbolic link or submodule as git lists it: its mode (<c>100644</c>, <c>120000</c>, <c>160000</c>) and the
/// id of its content.
/// </summary>
public sealed record GitEntry(string Path, string Mode, string Id)
{
    public bool IsLink => Mode == "120000";

    /// <summary>
    /// The key by which git sorts entries: a folder sorts as if its name ended in a slash. Only an incomplete list has
    /// entries for folders.
    /// </summary>
    internal string SortKey => Mode == GitTree.FolderMode ? $"{Path}/" : Path;
}

/// <summary>
/// All files of a commit. The ids of folders are computed from them as git does, on request, because a repository has
/// many folders and a plan concerns few. The root folder is the empty path.
/// </summary>
public sealed class GitTree
{
    internal const string FolderMode = "40000";
    private const char AfterSlash = (char)('/' + 1);

    /// <summary>In git's own order: the entries of each folder are contiguous and sorted as its id requires.</summary>
    private readonly GitEntry[] entries;
    private readonly ConcurrentDictionary<string, string> ids = new(StringComparer.Ordinal);

    public GitTree(IEnumerable<GitEntry> entries)
    {
        this.entries = [.. entries];
        if (!IsSorted(this.entries))
            this.entries = [.. this.entries.DistinctBy(entry => entry.Path)
                .OrderBy(entry => entry.SortKey, PathOrder.Instance)];
    }

    /// <summary>Whether all files are listed; GitHub lists only the root folder of a very large commit.</summary>
    public bool IsComplete => !Array.Exists(entries, entry => entry.Mode == FolderMode);

    /// <summary>The number of files.</summary>
    public int Count => entries.Length;

    /// <summary>The id of the folder's git tree; null if the commit has no such folder.</summary>
    public string? IdOf(string folder)
    {
        if (ids.TryGetValue(folder, out var known)) return known;
        var (start, end) = PlacesOf(folder);
        return start == end && folder.Length > 0 ? null : ids[folder] = Id(folder, start, end);
    }

    /// <summary>The paths of all files, from the root.</summary>
    public IEnumerable<string> Paths => entries.Select(entry => entry.Path);

    /// <summary>The id of the file's content; null if the commit has no such file, or a link in its place.</summary>
    public string? FileIdOf(string path) => Find(path) is { IsLink: false } file ? file.Id : null;

    public bool HasFile(string path) => Find(path) is not null;

    /// <summary>
    /// Whether the folder or a folder below it contains a symbolic link; its target is not part of the folder's id.
    /// </summary>
    public bool HasLinks(string folder)
    {
        var (start, end) = PlacesOf(folder);
        for (var at = start; at < end; at++)
        {
            if (entries[at].IsLink) return true;
        }

        return false;
    }

    /// <summary>The files directly in the folder.</summary>
    public IEnumerable<GitEntry> FilesIn(string folder)
    {
        var (start, end) = PlacesOf(folder);
        for (var at = start; at < end; at++)
        {
            if (entries[at].Path.IndexOf('/', NameAt(folder)) < 0) yield return entries[at];
        }
    }

    private GitEntry? Find(string path) =>
        FirstFrom(path) is var at && at < entries.Length && entries[at].Path == path ? entries[at] : null;

    private static bool IsSorted(GitEntry[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (PathOrder.Instance.Compare(entries[i - 1].SortKey, entries[i].SortKey) >= 0) return false;
        }

        return true;
    }

    private static int NameAt(string folder) => folder.Length == 0 ? 0 : folder.Length + 1;

    private (int Start, int End) PlacesOf(string folder)
    {
        if (folder.Length == 0) return (0, entries.Length);
        // All paths that start with the folder and a slash: from the lowest possible name to the first path with the
        // character after the slash instead.
        return (FirstFrom($"{folder}/\0"), FirstFrom($"{folder}{AfterSlash}"));
    }

    /// <summary>The index of the first entry that does not sort before the path.</summary>
    private int FirstFrom(string path)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PathOrder.Instance.Compare(entries[middle].SortKey, path) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The SHA-1 of the tree object, as git computes it.</summary>
    private string Id(string folder, int start, int end)
    {
        var body = new ArrayBufferWriter<byte>();
        for (var at = start; at < end;)
        {
            var entry = entries[at];
            var slash = entry.Path.IndexOf('/', NameAt(folder));
            if (slash < 0)
            {
                Write(body, entry.Mode, entry.Path[NameAt(folder)..], entry.Id);
                at++;
            }
            else
            {
                var inner = entry.Path[..slash];
                Write(body, FolderMode, inner[NameAt(folder)..], IdOf(inner)!);
                at = PlacesOf(inner).End;
            }
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha.AppendData(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"tree {body.WrittenCount}\0")));
        sha.AppendData(body.WrittenSpan);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static void Write(ArrayBufferWriter<byte> body, string mode, string name, string id)
    {
        body.Write(Encoding.UTF8.GetBytes($"{mode} {name}\0"));
        body.Write(Convert.FromHexString(id));
    }

    /// <summary>Orders paths by their UTF-8 bytes.</summary>
    private sealed class PathOrder : IComparer<string>
    {
        public static readonly PathOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var at = x.AsSpan().CommonPrefixLength(y);
            if (at == x!.Length || at == y!.Length) return x.Length.CompareTo(y!.Length);
            // Characters outside the basic multilingual plane are surrogates in UTF-16; in UTF-8 they sort last.
            var order = char.IsSurrogate(x[at]).CompareTo(char.IsSurrogate(y[at]));
            return order != 0 ? order : x[at].CompareTo(y[at]);
        }
    }
}
