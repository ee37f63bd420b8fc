using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// The ignore comments on the default branch, by folder and block. A comment at another block, with another end date or
/// reason, is a different comment.
/// </summary>
public sealed class AcceptedIgnores
{
    public static readonly AcceptedIgnores None = new([]);

    private readonly HashSet<(string Folder, string Block, IgnoreComment Comment)> comments = [];
    private readonly HashSet<(string Folder, string Block, string Hash)> scannerComments = [];

    /// <summary>How many comments there are.</summary>
    public int Count => comments.Count + scannerComments.Count;

    private AcceptedIgnores(IEnumerable<HclBlock> blocks)
    {
        foreach (var block in blocks)
        {
            var folder = FolderPath.Of(block.File);
            foreach (var comment in block.Ignores)
                comments.Add((folder, block.Path, comment with { IsAccepted = false }));
            foreach (var comment in block.ScannerIgnores) scannerComments.Add((folder, block.Path, comment.Hash));
        }
    }

    /// <param name="files">Texts on the default branch by path relative to the repository root.</param>
    public static AcceptedIgnores Of(IEnumerable<KeyValuePair<string, string>> files) =>
        new(files.SelectMany(file => HclBlocks.Read(file.Key, file.Value)));

    /// <param name="folder">The block's folder, relative to the repository root.</param>
    internal HclBlock Mark(HclBlock block, string folder) => block with
    {
        Ignores = [.. block.Ignores.Select(comment => comment with { IsAccepted = comments.Contains(
            (folder, block.Path, comment with { IsAccepted = false })) })],
        ScannerIgnores = [.. block.ScannerIgnores.Select(
            comment => comment with { IsAccepted = scannerComments.Contains((folder, block.Path, comment.Hash)) })],
    };
}
