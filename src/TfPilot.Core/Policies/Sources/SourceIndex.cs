using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Where the blocks of a project stand. Module calls are followed into local folders; what comes from elsewhere stands at the call.
/// </summary>
public sealed class SourceIndex
{
    public static readonly SourceIndex Empty = new("", new Dictionary<string, Dictionary<string, HclBlock>>());

    private readonly string root;
    private readonly Dictionary<string, Dictionary<string, HclBlock>> folders;

    private SourceIndex(string root, Dictionary<string, Dictionary<string, HclBlock>> folders) => (this.root, this.folders) = (root, folders);

    /// <summary>The folder of the root module, relative to the source folder.</summary>
    public string Root => root;

    /// <summary>Every block at hand, in the order of files and lines.</summary>
    public IReadOnlyList<HclBlock> Blocks =>
        [.. folders.Values.SelectMany(folder => folder.Values).OrderBy(block => block.File, StringComparer.Ordinal).ThenBy(block => block.FirstLine)];

    /// <summary>The folder of the root module and those of the local modules it calls, relative to the source folder.</summary>
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

    /// <param name="root">The folder of the root module, relative to the source folder, forward slashes; empty when it is that folder.</param>
    /// <param name="blocks">Of all files at hand, their paths relative to the source folder.</param>
    public static SourceIndex Of(string root, IEnumerable<HclBlock> blocks) => new(
        FolderPath.Join(root, "."),
        blocks.GroupBy(block => FolderPath.Of(block.File)).ToDictionary(
            folder => folder.Key,
            folder => folder.GroupBy(block => block.Path).ToDictionary(same => same.Key, same => same.First())));

    /// <param name="block">An address without instance keys.</param>
    /// <param name="attribute">A path; its line is told where its first step stands in the block, else the block's first line.</param>
    public SourceLocation? LocationOf(string block, string attribute)
    {
        if (RelativePath(block).LastOrDefault() is not { } last) return null;
        var name = attribute.Split('.', '[')[0];
        return new(last.File, IsItself(last, block) && last.Attributes.TryGetValue(name, out var line) ? line : last.FirstLine);
    }

    /// <summary>The block with an address without instance keys; null when it is not at hand.</summary>
    public HclBlock? BlockOf(string block) => RelativePath(block).LastOrDefault() is { } last && IsItself(last, block) ? last : null;

    /// <summary>The comments that name the rule, at the block itself and at every module call around it; the innermost first.</summary>
    public IReadOnlyList<IgnoreComment> IgnoresAt(string block, string rule) =>
        [.. RelativePath(block).Reverse().SelectMany(step => step.Ignores).Where(comment => comment.Rule == rule)];

    /// <summary>The same with those comments marked that the default branch has, too.</summary>
    /// <param name="way">The source folder, from the repository's root.</param>
    internal SourceIndex With(AcceptedIgnores accepted, string way) => IgnoreFolders(way).Count == 0 ? this : new(root, folders.ToDictionary(
        folder => folder.Key,
        folder => folder.Value.ToDictionary(block => block.Key, block => accepted.Mark(block.Value, FolderPath.Join(way, folder.Key)))));

    /// <summary>The folders, from the repository's root, where comments take findings away.</summary>
    /// <param name="way">The source folder, from the repository's root.</param>
    internal IReadOnlyList<string> IgnoreFolders(string way) =>
    [
        .. folders.Where(folder => folder.Value.Values.Any(block => block.Ignores.Count + block.ScannerIgnores.Count > 0))
            .Select(folder => FolderPath.Join(way, folder.Key)).Where(folder => !folder.StartsWith("..", StringComparison.Ordinal)),
    ];

    /// <summary>The module calls to the block and the block, as far as they are at hand.</summary>
    private IEnumerable<HclBlock> RelativePath(string block)
    {
        var steps = block.Split('.');
        var folder = root;
        for (var i = 0; i < steps.Length && folders.TryGetValue(folder, out var blocks);)
        {
            var isCall = steps[i] == "module" && i + 1 < steps.Length;
            if (!blocks.TryGetValue(isCall ? $"module.{steps[i + 1]}" : string.Join('.', steps[i..]), out var found)) yield break;
            yield return found;
            if (!isCall || LocalFolder(folder, found) is not { } next) yield break;
            folder = next;
            i += 2;
        }
    }

    private static bool IsItself(HclBlock last, string block) => block.EndsWith(last.Path, StringComparison.Ordinal);

    /// <summary>Where a local module is; null for other blocks.</summary>
    private static string? LocalFolder(string folder, HclBlock block) =>
        block.ModuleSource is { } source && source.StartsWith('.') ? FolderPath.Join(folder, source) : null;
}
