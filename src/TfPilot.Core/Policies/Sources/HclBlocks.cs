using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Core.Policies;

/// <summary>
/// A resource, data source or module call in the sources, with its lines. <paramref name="Path"/> is its address within
/// its module: <c>aws_vpc.main</c>, <c>data.aws_ami.base</c>, <c>module.net</c>.
/// </summary>
public sealed record HclBlock(string File, string Path, int FirstLine, int LastLine)
{
    /// <summary>The lines of its arguments and nested blocks; the first when a name is repeated.</summary>
    public IReadOnlyDictionary<string, int> Attributes { get; init; } = new Dictionary<string, int>();

    /// <summary>The module source as written; null for other blocks.</summary>
    public string? ModuleSource { get; init; }

    /// <summary>The ignore comments directly above it and on its lines.</summary>
    public IReadOnlyList<IgnoreComment> Ignores { get; init; } = [];

    /// <summary>The scanner comments there, and those in the file outside all blocks.</summary>
    public IReadOnlyList<ScannerIgnore> ScannerIgnores { get; init; } = [];
}

/// <summary>
/// A comment that may suppress scanner results; only its hash is kept, because comments may contain any text.
/// </summary>
public sealed record ScannerIgnore(string Hash)
{
    /// <summary>Whether it is known to be on the default branch.</summary>
    public bool IsAccepted { get; init; }

    public static ScannerIgnore Of(string comment) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(comment.Trim())).AsSpan(0, 16)));
}

/// <summary>
/// Finds the blocks of one HCL file as far as possible. It understands brackets, strings and comments, but no
/// expressions.
/// </summary>
public static class HclBlocks
{
    public static IReadOnlyList<HclBlock> Read(string file, string text)
    {
        var all = HclTokens.Of(text).ToList();
        var tokens = all.FindAll(token => token.Kind != HclTokenKind.Comment);
        var comments = CommentLines.Of(all);
        var blocks = new List<HclBlock>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (PathAt(tokens, i) is var (path, open))
                blocks.Add(comments.Attach(Block(file, path, tokens, i, open, out i)));
            else if (IsOpening(tokens[i])) i = EndOf(tokens, i);
        }

        return comments.WithWholeFile(blocks);
    }

    private static (string Path, int Open)? PathAt(List<HclToken> tokens, int at)
    {
        if (tokens[at].Kind != HclTokenKind.Word || tokens[at].Value is not ("resource" or "data" or "module"))
            return null;
        var labels = tokens.Skip(at + 1).Take(2)
            .TakeWhile(token => token.Kind is HclTokenKind.Text or HclTokenKind.Word).Select(token => token.Value)
            .ToList();
        var open = at + 1 + labels.Count;
        if (open >= tokens.Count || !tokens[open].Is("{")) return null;
        return (tokens[at].Value, labels) switch
        {
            ("resource", [var type, var name]) => ($"{type}.{name}", open),
            ("data", [var type, var name]) => ($"data.{type}.{name}", open),
            ("module", [var name]) => ($"module.{name}", open),
            _ => null,
        };
    }

    private static HclBlock Block(string file, string path, List<HclToken> tokens, int begin, int open, out int end)
    {
        var attributes = new Dictionary<string, int>(StringComparer.Ordinal);
        string? source = null;
        end = EndOf(tokens, open);
        for (var i = open + 1; i < end; i++)
        {
            if (IsOpening(tokens[i])) i = EndOf(tokens, i);
            else if (tokens[i].Kind == HclTokenKind.Word && BlockOrArgument(tokens, i) is { } name)
            {
                attributes.TryAdd(name, tokens[i].Line);
                if (name == "source" && tokens[i + 2].Kind == HclTokenKind.Text) source = tokens[i + 2].Value;
            }
        }

        return new(file, path, tokens[begin].Line, tokens[end].Line)
        {
            Attributes = attributes,
            ModuleSource = path.StartsWith("module.", StringComparison.Ordinal) ? source : null,
        };
    }

    /// <summary>The name of the argument or nested block that starts here; null when none does.</summary>
    private static string? BlockOrArgument(List<HclToken> tokens, int at) =>
        at + 2 >= tokens.Count ? null
        : tokens[at + 1].Is("=") || tokens[at + 1].Is("{") ? tokens[at].Value
        // dynamic "ingress" {
        : tokens[at + 1].Kind == HclTokenKind.Text && tokens[at + 2].Is("{") ? tokens[at + 1].Value
        : null;

    private static bool IsOpening(HclToken token) => token.Is("{") || token.Is("[") || token.Is("(");

    /// <summary>The closing bracket's position; the last token when it is missing.</summary>
    private static int EndOf(List<HclToken> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            if (IsOpening(tokens[i])) depth++;
            else if ((tokens[i].Is("}") || tokens[i].Is("]") || tokens[i].Is(")")) && --depth == 0) return i;
        }

        return tokens.Count - 1;
    }
}
