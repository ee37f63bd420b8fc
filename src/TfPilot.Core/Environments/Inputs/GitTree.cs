using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// A file, symbolic link or submodule as git lists it: its mode (<c>100644</c>, <c>120000</c>, <c>160000</c>) and the id of
/// its content.
/// </summary>
public sealed record GitEntry(string Path, string Mode, string Id)
{
    public bool IsLink => Mode == "120000";
}

/// <summary>All files of a commit. The ids of its folders follow from them as git computes them; the root folder is empty.</summary>
public sealed class GitTree
{
    private const string FolderMode = "40000";

    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> linking = new(StringComparer.Ordinal);
    private readonly ILookup<string, GitEntry> files;

    public GitTree(IEnumerable<GitEntry> entries)
    {
        var all = entries.DistinctBy(entry => entry.Path).ToList();
        Count = all.Count;
        files = all.ToLookup(entry => FolderPath.Of(entry.Path), StringComparer.Ordinal);
        foreach (var link in all.Where(entry => entry.IsLink)) linking.UnionWith(FolderPath.Upwards(FolderPath.Of(link.Path)));
        var known = files.SelectMany(folder => FolderPath.Upwards(folder.Key)).Append("").ToHashSet(StringComparer.Ordinal);
        var inside = known.Where(folder => folder.Length > 0).ToLookup(FolderPath.Of, StringComparer.Ordinal);
        foreach (var folder in known.OrderByDescending(Depth))
        {
            folders[folder] = Id(files[folder].Concat(inside[folder].Select(inner => new GitEntry(inner, FolderMode, folders[inner]))));
        }
    }

    /// <summary>How many files there are.</summary>
    public int Count { get; }

    /// <summary>Null when the commit has no such folder.</summary>
    public string? IdOf(string folder) => folders.GetValueOrDefault(folder);

    public bool HasFile(string path) => FilesIn(FolderPath.Of(path)).Any(file => file.Path == path);

    /// <summary>Whether a symbolic link lies in the folder or below: what it leads to is not part of the folder's id.</summary>
    public bool HasLinks(string folder) => linking.Contains(folder);

    /// <summary>The files right in the folder.</summary>
    public IEnumerable<GitEntry> FilesIn(string folder) => files[folder];

    private static int Depth(string folder) => folder.Length == 0 ? -1 : folder.Count(c => c == '/');

    /// <summary>Git names its trees by SHA-1.</summary>
    private static string Id(IEnumerable<GitEntry> entries)
    {
        var body = new ArrayBufferWriter<byte>();
        var sorted = entries.Select(entry => (Name: Name(entry), Entry: entry))
            .OrderBy(pair => SortKey(pair.Name, pair.Entry), ByteOrder.Instance);
        foreach (var (name, entry) in sorted)
        {
            body.Write(Encoding.UTF8.GetBytes($"{entry.Mode} {name}\0"));
            body.Write(Convert.FromHexString(entry.Id));
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"tree {body.WrittenCount}\0")));
        sha.AppendData(body.WrittenSpan);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static string Name(GitEntry entry) => entry.Path[(entry.Path.LastIndexOf('/') + 1)..];

    /// <summary>Git sorts a folder as if its name ended in a slash.</summary>
    private static byte[] SortKey(string name, GitEntry entry) => Encoding.UTF8.GetBytes(entry.Mode == FolderMode ? $"{name}/" : name);

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
