using System.Text;

namespace TfPilot.Core.Environments;

/// <summary>The base of a relative path.</summary>
internal enum PathStart
{
    /// <summary>Depends on values that are unknown here.</summary>
    Unknown,

    /// <summary>The folder of the file itself, <c>path.module</c>.</summary>
    Folder,

    /// <summary>The folder of the root module, <c>path.root</c>, where Terraform runs.</summary>
    Root,

    /// <summary>The file system; absolute paths are outside the repository.</summary>
    Machine,
}

/// <summary>Texts in the configuration that may be paths, with their interpolations.</summary>
internal static class PathTemplate
{
    private const string Folder = "\u0001";
    private const string Root = "\u0002";
    private const string Value = "\u0003";

    private static readonly char[] Breaks = [' ', '\t', '\r', '\n', '"', '\'', '`', ';', '|', '&', '(', ')', '<', '>',
        '=', ',', '\\'];

    /// <summary>The text's interpolations, without braces.</summary>
    public static IReadOnlyList<string> Insertions(string text) =>
        [.. Ranges(text).Select(range => text[(range.Begin + 2)..range.End])];

    public static bool IsFolder(string inserted) => inserted.Trim() is "path.module" or "path.root";

    /// <summary>The text's words as a shell would split them; interpolations are kept whole.</summary>
    public static IEnumerable<string> Words(string text) =>
        Marked(text).Split(Breaks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the word may refer to something outside the folder that contains it.</summary>
    public static bool MayLeadOutside(string word) =>
        word.Contains(Folder, StringComparison.Ordinal) || word.Contains(Root, StringComparison.Ordinal)
        || word.Split('/').Contains("..");

    /// <summary>Whether the word contains shell variables.</summary>
    public static bool IsMadeByShell(string word) =>
        word.Contains('$', StringComparison.Ordinal) && word.Contains('/', StringComparison.Ordinal)
        && !word.Contains("://", StringComparison.Ordinal);

    /// <summary>Whether the text contains a command substitution.</summary>
    public static bool RunsInside(string text) =>
        text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal);

    /// <param name="text">As written, or one of its <see cref="Words"/>.</param>
    public static (PathStart Start, string? Path) Read(string text)
    {
        var marked = Marked(text);
        var (start, rest) = marked switch
        {
            _ when marked.StartsWith(Folder, StringComparison.Ordinal) => (PathStart.Folder, marked[1..]),
            _ when marked.StartsWith(Root, StringComparison.Ordinal) => (PathStart.Root, marked[1..]),
            _ when marked.StartsWith('/') || marked.Contains("://", StringComparison.Ordinal) =>
                (PathStart.Machine, marked),
            _ => (PathStart.Root, marked),
        };
        var isWhole = !rest.StartsWith('~')
            && !Array.Exists([Folder, Root, Value], sign => rest.Contains(sign, StringComparison.Ordinal));
        return isWhole ? (start, rest.TrimStart('/')) : (PathStart.Unknown, null);
    }

    /// <summary>Replaces each interpolation with one placeholder.</summary>
    private static string Marked(string text)
    {
        var marked = new StringBuilder();
        var from = 0;
        foreach (var (begin, end) in Ranges(text))
        {
            var sign = text[(begin + 2)..end].Trim() switch
            {
                "path.module" => Folder,
                "path.root" => Root,
                _ =>
                Value
            };
            marked.Append(text, from, begin - from).Append(sign);
            from = Math.Min(end + 1, text.Length);
        }

        return marked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>
    /// From the <c>$</c> or <c>%</c> before the opening brace to the closing brace; a doubled one is an escape.
    /// </summary>
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

    /// <summary>The position of the closing brace; the end of the text when it is missing.</summary>
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
