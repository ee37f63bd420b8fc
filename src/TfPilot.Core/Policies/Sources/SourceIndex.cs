using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// The source locations of a project's blocks. Local module calls are followed; blocks of remote modules are located at
/// the call.
/// </summary>
public sealed class SourceIndex
{
    public static readonly SourceIndex Empty = new("", new Dictionary<string, Dictionary<string, HclBlock>>());

    private readonly string root;
    private readonly Dictionary<string, Dictionary<string, HclBlock>> folders;

    private SourceIndex(string root, Dictionary<string, Dictionary<string, HclBlock>> folders) =>
        (this.root, this.folders) = (root, folders);

    /// <summary>The folder of the root module, relative to the source folder.</summary>
    public string Root => root;

    /// <summary>All available blocks, ordered by file and line.</summary>
    public IReadOnlyList<HclBlock> Blocks =>
        [.. folders.Values.SelectMany(folder => folder.Values).OrderBy(block => block.File, StringComparer.Ordinal)
            .ThenBy(block => block.FirstLine)];

    /// <summary>The folders of the root module and its local modules, relative to the source folder.</summary>
    public IReadOnlySet<string> Folders
    {
        get
        {
            var reached = new HashSet<string>(StringComparer.Ordinal) { root };
            var queue = new Queue<string>(reached);
            while (queue.TryDequeue(out var folder))
            {
                foreach (var call in folders.GetValueOrDefault(folder, []).Values)
                {
                    if (LocalFolder(folder, call) is { } next && reached.Add(next)) queue.Enqueue(next);
                }
            }

            return reached;
        }
    }

    /// <param name="root">The folder of the root module, relative to the source folder, with forward slashes; empty
    /// when they are the same.</param>
    /// <param name="blocks">The blocks of all available files, with paths relative to the source folder.</param>
    public static SourceIndex Of(string root, IEnumerable<HclBlock> blocks) => new(
        FolderPath.Join(root, "."),
        blocks.GroupBy(block => FolderPath.Of(block.File)).ToDictionary(folder => folder.Key,
            folder => folder.GroupBy(block => block.Path).ToDictionary(same => same.Key, same => same.First())));

    /// <param name="block">An address without instance keys.</param>
    /// <param name="attribute">A path; its first step determines the line in the block, otherwise the block's first
    /// line is used.</param>
    public SourceLocation? LocationOf(string block, string attribute)
    {
        if (PathTo(block).LastOrDefault() is not { } last) return null;
        var name = attribute.Split('.', '[')[0];
        return new(last.File,
            IsItself(last, block) && last.Attributes.TryGetValue(name, out var line) ? line : last.FirstLine);
    }

    /// <summary>The block at an address without instance keys; null when it is not available.</summary>
    public HclBlock? BlockOf(string block) =>
        PathTo(block).LastOrDefault() is { } last && IsItself(last, block) ? last : null;

    /// <summary>
    /// The comments for the rule, at the block itself and at every enclosing module call, innermost first.
    /// </summary>
    public IReadOnlyList<IgnoreComment> IgnoresAt(string block, string rule) =>
        [.. PathTo(block).Reverse().SelectMany(step => step.Ignores).Where(comment => comment.Rule == rule)];

    /// <summary>The same index, with comments marked that are also on the default branch.</summary>
    /// <param name="sourceFolder">The source folder, relative to the repository root.</param>
    internal SourceIndex With(AcceptedIgnores accepted, string sourceFolder) =>
        IgnoreFolders(sourceFolder).Count == 0 ? this : new(root, folders.ToDictionary(
        folder => folder.Key,
        folder => folder.Value.ToDictionary(
            block => block.Key, block => accepted.Mark(block.Value, FolderPath.Join(sourceFolder, folder.Key)))));

    /// <summary>The folders, relative to the repository root, with ignore comments.</summary>
    /// <param name="sourceFolder">The source folder, relative to the repository root.</param>
    internal IReadOnlyList<string> IgnoreFolders(string sourceFolder) =>
    [
        .. folders.Where(
            folder => folder.Value.Values.Any(block => block.Ignores.Count + block.ScannerIgnores.Count > 0))
            .Select(folder => FolderPath.Join(sourceFolder, folder.Key))
            .Where(folder => !folder.StartsWith("..", StringComparison.Ordinal)),
    ];

    /// <summary>The module calls leading to the block and the block itself, as far as available.</summary>
    private IEnumerable<HclBlock> PathTo(string block)
    {
        var steps = block.Split('.');
        var folder = root;
        for (var i = 0; i < steps.Length && folders.TryGetValue(folder, out var blocks);)
        {
            var isCall = steps[i] == "module" && i + 1 < steps.Length;
            if (!blocks.TryGetValue(isCall ? $"module.{steps[i + 1]}" : string.Join('.', steps[i..]), out var found))
                yield break;
            yield return found;
            if (!isCall || LocalFolder(folder, found) is not { } next) yield break;
            folder = next;
            i += 2;
        }
    }

    private static bool IsItself(HclBlock last, string block) => block.EndsWith(last.Path, StringComparison.Ordinal);

    /// <summary>The folder of a local module; null for other blocks.</summary>
    private static string? LocalFolder(string folder, HclBlock block) =>
        block.ModuleSource is { } source && source.StartsWith('.') ? FolderPath.Join(folder, source) : null;
}
