using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>Finds the paths that one file of configuration reads: in functions, in texts, and in what provisioners and external data run.</summary>
internal sealed class ReadScan
{
    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5", "fileset", "filesha1", "filesha256", "filesha512", "templatefile",
    };

    /// <summary>Arguments of provisioners and external data that name what runs or is sent.</summary>
    private static readonly HashSet<string> Running = new(StringComparer.Ordinal) { "command", "working_dir", "interpreter", "script", "scripts", "source", "program" };

    private readonly List<ReadPath> fromFolder = [];
    private readonly List<ReadPath> fromRoot = [];

    public IReadOnlyList<ReadPath> FromFolder => fromFolder;

    public IReadOnlyList<ReadPath> FromRoot => fromRoot;

    public bool IsKnown { get; private set; } = true;

    public static ReadScan Of(string name, string text)
    {
        var scan = new ReadScan();
        if (name.EndsWith(".json", StringComparison.Ordinal)) scan.ReadJson(text);
        else scan.Read(text, isRunning: false);
        return scan;
    }

    /// <summary>In JSON expressions are texts; what runs commands is not looked into.</summary>
    private void ReadJson(string text)
    {
        IsKnown = !text.Contains("\"provisioner\"", StringComparison.Ordinal) && !text.Contains("\"external\"", StringComparison.Ordinal);
        Read(text.Replace("\\\"", "\"", StringComparison.Ordinal), isRunning: false);
        foreach (var token in HclTokens.Of(text).Where(token => token.Kind == HclTokenKind.Text)) Literal(token.Value.Replace("\\\"", "\"", StringComparison.Ordinal), isRunning: false);
    }

    private void Read(string text, bool isRunning)
    {
        var tokens = HclTokens.Of(text).Where(token => token.Kind != HclTokenKind.Comment).ToList();
        var runs = RunningRanges(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var inRun = isRunning || runs.Exists(run => i >= run.From && i < run.To);
            if (tokens[i].Kind == HclTokenKind.Text && !IsModuleSource(tokens, i)) Literal(tokens[i].Value, inRun);
            else if (tokens[i].Kind == HclTokenKind.Word) Word(tokens, i, inRun);
        }
    }

    private void Word(List<HclToken> tokens, int at, bool isRunning)
    {
        var (word, isCall, isMember) = (tokens[at].Value, Is(tokens, at + 1, "("), Is(tokens, at - 1, "."));
        if (isMember) return;
        if (isCall && Functions.Contains(word)) Argument(word, tokens, at + 2);
        else if (word == "path" && Is(tokens, at + 1, ".")) Path(tokens, at);
        else if (isRunning && !isCall && Is(tokens, at + 1, ".") && word is not ("self" or "count" or "terraform")) IsKnown = false;
    }

    /// <summary>The first argument of a function that reads a file: one text, or one of Terraform's own folders.</summary>
    private void Argument(string function, List<HclToken> tokens, int at)
    {
        var isText = at < tokens.Count && tokens[at].Kind == HclTokenKind.Text && (Is(tokens, at + 1, ",") || Is(tokens, at + 1, ")"));
        if (isText) Template(tokens[at].Value, isCertain: function != "fileexists");
        else if (!IsFolder(tokens, at)) IsKnown = false;
        if (function == "fileset" && !StaysBelow(tokens, at + (isText ? 2 : 4))) IsKnown = false;
    }

    /// <summary>Whether the pattern of a set of files is a text that leads to nothing above its folder.</summary>
    private static bool StaysBelow(List<HclToken> tokens, int at) =>
        at < tokens.Count && tokens[at].Kind == HclTokenKind.Text && PathTemplate.Read(tokens[at].Value) is (PathStart.Root, { } pattern) && !pattern.Split('/').Contains("..");

    private static bool IsFolder(List<HclToken> tokens, int at) => at + 3 < tokens.Count && tokens[at].Value == "path" && (Is(tokens, at + 3, ",") || Is(tokens, at + 3, ")"));

    /// <summary>A folder that is an argument by itself is known; one that other expressions are made of may lead anywhere.</summary>
    private void Path(List<HclToken> tokens, int at)
    {
        var isAlone = Is(tokens, at - 1, "=") || (Is(tokens, at - 1, "(") && at >= 2 && tokens[at - 2].Value is "fileset" or "basename");
        if (!isAlone || tokens[Math.Min(at + 2, tokens.Count - 1)].Value == "cwd") IsKnown = false;
    }

    private void Literal(string text, bool isRunning)
    {
        foreach (var inner in PathTemplate.Insertions(text).Where(inner => !PathTemplate.IsFolder(inner))) Read(inner, isRunning);
        foreach (var word in PathTemplate.Words(text).Where(PathTemplate.MayLeadOutside)) Template(word, isCertain: false);
        if (isRunning && (PathTemplate.RunsInside(text) || PathTemplate.Words(text).Any(PathTemplate.IsMadeByShell))) IsKnown = false;
    }

    private void Template(string text, bool isCertain)
    {
        switch (PathTemplate.Read(text))
        {
            case (PathStart.Folder, { } path): fromFolder.Add(new(path, isCertain)); break;
            case (PathStart.Root, { } path): fromRoot.Add(new(path, isCertain)); break;
            case (PathStart.Machine, _): break;
            default: IsKnown = false; break;
        }
    }

    /// <summary>Where a module comes from is followed by itself.</summary>
    private static bool IsModuleSource(List<HclToken> tokens, int at)
    {
        if (!Is(tokens, at - 1, "=") || at < 2 || tokens[at - 2].Value != "source") return false;
        var depth = 0;
        for (var i = at - 3; i >= 0; i--)
        {
            if (tokens[i].Is("}")) depth++;
            else if (tokens[i].Is("{") && --depth < 0) return i >= 2 && tokens[i - 2].Value == "module";
        }

        return false;
    }

    private static List<(int From, int To)> RunningRanges(List<HclToken> tokens)
    {
        var ranges = new List<(int, int)>();
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            var isProvisioner = tokens[i].Value == "provisioner" && tokens[i + 1].Kind == HclTokenKind.Text && tokens[i + 2].Is("{");
            var isExternal = tokens[i].Value == "data" && tokens[i + 1].Value == "external" && i + 3 < tokens.Count && tokens[i + 3].Is("{");
            if (isProvisioner || isExternal) ranges.AddRange(Arguments(tokens, i + (isProvisioner ? 2 : 3)));
        }

        return ranges;
    }

    /// <summary>The expressions of the arguments that run something, of the block that opens here.</summary>
    private static IEnumerable<(int From, int To)> Arguments(List<HclToken> tokens, int open)
    {
        var (depth, from) = (0, -1);
        for (var i = open; i < tokens.Count; i++)
        {
            if (tokens[i].Is("{") || tokens[i].Is("[") || tokens[i].Is("(")) depth++;
            else if (tokens[i].Is("}") || tokens[i].Is("]") || tokens[i].Is(")")) depth--;
            var isEnd = depth == 0 || (depth == 1 && tokens[i].Kind == HclTokenKind.Word && (Is(tokens, i + 1, "=") || Is(tokens, i + 1, "{")));
            if (isEnd && from >= 0) yield return (from, i);
            if (isEnd) from = -1;
            if (depth == 0) yield break;
            if (isEnd && Running.Contains(tokens[i].Value) && Is(tokens, i + 1, "=")) from = i + 2;
        }
    }

    private static bool Is(List<HclToken> tokens, int at, string sign) => at >= 0 && at < tokens.Count && tokens[at].Is(sign);
}
