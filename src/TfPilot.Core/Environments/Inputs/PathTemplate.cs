using System.Text;

namespace TfPilot.Core.Environments;

/// <summary>What a path is relative to.</summary>
internal enum PathStart
{
    /// <summary>Values decide, and nobody knows them here.</summary>
    Unknown,

    /// <summary>The folder of the file itself, <c>path.module</c>.</summary>
    Folder,

    /// <summary>The folder of the root module, <c>path.root</c>, where Terraform runs.</summary>
    Root,

    /// <summary>The machine: absolute paths are no part of the repository.</summary>
    Machine,
}

/// <summary>Texts of configuration that may be paths, with what is inserted into them.</summary>
internal static class PathTemplate
{
    private const string Folder = "\u0001";
    private const string Root = "\u0002";
    private const string Value = "\u0003";

    private static readonly char[] Breaks = [' ', '\t', '\r', '\n', '"', '\'', '`', ';', '|', '&', '(', ')', '<', '>', '=', ',', '\\'];

    /// <summary>What is inserted into the text at any place, without the braces.</summary>
    public static IReadOnlyList<string> Insertions(string text) => [.. Ranges(text).Select(range => text[(range.Begin + 2)..range.End])];

    public static bool IsFolder(string inserted) => inserted.Trim() is "path.module" or "path.root";

    /// <summary>The words of a text, as a shell would see them; what is inserted stays whole.</summary>
    public static IEnumerable<string> Words(string text) => Marked(text).Split(Breaks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the word may name something beside or above the folder that it is written in.</summary>
    public static bool MayLeadOutside(string word) =>
        word.Contains(Folder, StringComparison.Ordinal) || word.Contains(Root, StringComparison.Ordinal) || word.Split('/').Contains("..");

    /// <summary>Whether a shell makes the word's path of its own variables.</summary>
    public static bool IsMadeByShell(string word) =>
        word.Contains('$', StringComparison.Ordinal) && word.Contains('/', StringComparison.Ordinal) && !word.Contains("://", StringComparison.Ordinal);

    /// <summary>Whether a shell runs something to make a part of the text.</summary>
    public static bool RunsInside(string text) => text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal);

    /// <param name="text">As it is written, or one of its <see cref="Words"/>.</param>
    public static (PathStart Start, string? Path) Read(string text)
    {
        var marked = Marked(text);
        var (start, rest) = marked switch
        {
            _ when marked.StartsWith(Folder, StringComparison.Ordinal) => (PathStart.Folder, marked[1..]),
            _ when marked.StartsWith(Root, StringComparison.Ordinal) => (PathStart.Root, marked[1..]),
            _ when marked.StartsWith('/') || marked.Contains("://", StringComparison.Ordinal) => (PathStart.Machine, marked),
            _ => (PathStart.Root, marked),
        };
        var isWhole = !rest.StartsWith('~') && !Array.Exists([Folder, Root, Value], sign => rest.Contains(sign, StringComparison.Ordinal));
        return isWhole ? (start, rest.TrimStart('/')) : (PathStart.Unknown, null);
    }

    /// <summary>With one sign for everything that is inserted.</summary>
    private static string Marked(string text)
    {
        var marked = new StringBuilder();
        var from = 0;
        foreach (var (begin, end) in Ranges(text))
        {
            var sign = text[(begin + 2)..end].Trim() switch { "path.module" => Folder, "path.root" => Root, _ => Value };
            marked.Append(text, from, begin - from).Append(sign);
            from = Math.Min(end + 1, text.Length);
        }

        return marked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>From the sign before the brace to the brace that closes; a doubled sign inserts nothing.</summary>
    private static List<(int Begin, int End)> Ranges(string text)
    {
        var found = new List<(int, int)>();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is not ('$' or '%') || text[i + 1] != '{' || (i > 0 && text[i - 1] == text[i])) continue;
            found.Add((i, EndOf(text, i + 1)));
            i = found[^1].Item2;
        }

        return found;
    }

    /// <summary>Where the brace closes; the end of the text when it never does.</summary>
    private static int EndOf(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return i;
        }

        return text.Length;
    }
}
