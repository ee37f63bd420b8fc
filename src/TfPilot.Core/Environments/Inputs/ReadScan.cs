using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// Finds the paths that one configuration file reads: in functions, in texts, and in the programs of provisioners and
/// external data.
/// </summary>
internal sealed class ReadScan
{
    /// <summary>
    /// The maximum nesting of expressions in texts. Real files nest far less, and each level is scanned once more.
    /// </summary>
    private const int MaxLevels = 20;

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5", "fileset", "filesha1",
        "filesha256", "filesha512", "templatefile",
    };

    private readonly List<ReadPath> fromFolder = [];
    private readonly List<ReadPath> fromRoot = [];
    private int level;

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

    /// <summary>JSON stores expressions as texts; programs of provisioners are not analyzed there.</summary>
    private void ReadJson(string text)
    {
        IsKnown = !text.Contains("\"provisioner\"", StringComparison.Ordinal)
            && !text.Contains("\"external\"", StringComparison.Ordinal);
        Read(text.Replace("\\\"", "\"", StringComparison.Ordinal), isRunning: false);
        foreach (var token in HclTokens.Of(text).Where(token => token.Kind == HclTokenKind.Text))
            Literal(token.Value.Replace("\\\"", "\"", StringComparison.Ordinal), isRunning: false);
    }

    private void Read(string text, bool isRunning)
    {
        if (level == MaxLevels)
        {
            IsKnown = false;
            return;
        }

        level++;
        var tokens = HclTokens.Of(text).Where(token => token.Kind != HclTokenKind.Comment).ToList();
        var places = ReadPlaces.Of(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var runs = isRunning || places.Runs(i);
            if (tokens[i].Kind == HclTokenKind.Word) Word(tokens, i, runs);
            else if (tokens[i].Kind == HclTokenKind.Text && !places.IsModuleSource(i)) Literal(tokens[i].Value, runs);
        }

        level--;
    }

    private void Word(List<HclToken> tokens, int at, bool isRunning)
    {
        var (word, isCall) = (tokens[at].Value, tokens.Is(at + 1, "("));
        if (tokens.Is(at - 1, ".")) return;
        if (isCall && Functions.Contains(word)) Argument(word, tokens, at + 2);
        else if (word == "path" && tokens.Is(at + 1, ".")) Path(tokens, at);
        else if (isRunning && !isCall && tokens.Is(at + 1, ".") && word is not ("self" or "count" or "terraform"))
            IsKnown = false;
    }

    /// <summary>
    /// Reads the first argument of a file function: a single text, or one of Terraform's folder references.
    /// </summary>
    private void Argument(string function, List<HclToken> tokens, int at)
    {
        var isText = at < tokens.Count && tokens[at].Kind == HclTokenKind.Text && EndsArgument(tokens, at + 1);
        if (isText) Template(tokens[at].Value, isCertain: function != "fileexists");
        else if (at >= tokens.Count || tokens[at].Value != "path" || !EndsArgument(tokens, at + 3)) IsKnown = false;
        if (function == "fileset" && !StaysBelow(tokens, at + (isText ? 2 : 4))) IsKnown = false;
    }

    private static bool EndsArgument(List<HclToken> tokens, int at) => tokens.Is(at, ",") || tokens.Is(at, ")");

    /// <summary>Whether the pattern of a fileset call is a text that stays below its folder.</summary>
    private static bool StaysBelow(List<HclToken> tokens, int at) =>
        at < tokens.Count && tokens[at].Kind == HclTokenKind.Text
        && PathTemplate.Read(tokens[at].Value) is (PathStart.Root, { } pattern) && !pattern.Split('/').Contains("..");

    /// <summary>
    /// A folder reference that is the whole argument is known; as part of another expression it may lead anywhere.
    /// </summary>
    private void Path(List<HclToken> tokens, int at)
    {
        var isOfCall = tokens.Is(at - 1, "(") && at >= 2 && tokens[at - 2].Value is "fileset" or "basename";
        var isWorking = at + 2 >= tokens.Count || tokens[at + 2].Value == "cwd";
        if (isWorking || (!isOfCall && !tokens.Is(at - 1, "="))) IsKnown = false;
    }

    private void Literal(string text, bool isRunning)
    {
        foreach (var inner in PathTemplate.Insertions(text).Where(inner => !PathTemplate.IsFolder(inner)))
            Read(inner, isRunning);
        var words = PathTemplate.Words(text).ToList();
        foreach (var word in words.Where(PathTemplate.MayLeadOutside)) Template(word, isCertain: false);
        if (isRunning && (PathTemplate.RunsInside(text) || words.Exists(PathTemplate.IsMadeByShell))) IsKnown = false;
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
}
