using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>An HCL block with its labels.</summary>
internal sealed record HclPart(string Name, IReadOnlyList<string> Labels, HclBody Body)
{
    /// <summary>The last label; empty without one.</summary>
    public string Label => Labels.Count == 0 ? "" : Labels[^1];
}

/// <summary>
/// The arguments and nested blocks of a block or file, with unevaluated expressions; anything that is not HCL is
/// skipped.
/// </summary>
internal sealed class HclBody
{
    private const int MaxDepth = 64;

    private readonly Dictionary<string, List<HclToken>> arguments = [];
    private readonly List<HclPart> blocks = [];

    private HclBody() { }

    public IReadOnlyList<HclPart> Blocks => blocks;

    public IReadOnlyDictionary<string, List<HclToken>> Arguments => arguments;

    public static HclBody Of(List<HclToken> tokens)
    {
        var at = 0;
        return Read(tokens, ref at, 0);
    }

    /// <summary>The named blocks, including the argument form <c>name = { … }</c>.</summary>
    public IEnumerable<HclBody> All(string name) =>
        blocks.Where(block => block.Name == name).Select(block => block.Body).Concat(ObjectOf(name));

    private IEnumerable<HclBody> ObjectOf(string name) =>
        arguments.TryGetValue(name, out var value) && value.Count > 0 && value[0].Is("{")
        ? [Of(value.GetRange(1, value.Count - 1))] : [];

    private static HclBody Read(List<HclToken> tokens, ref int at, int depth)
    {
        var body = new HclBody();
        while (at < tokens.Count && !tokens[at].Is("}"))
        {
            if (tokens[at].Kind is HclTokenKind.Sign or HclTokenKind.Comment) at++;
            else if (at + 1 < tokens.Count && (tokens[at + 1].Is("=") || tokens[at + 1].Is(":")))
                body.ReadArgument(tokens, ref at);
            else body.ReadBlock(tokens, ref at, depth);
        }

        at++;
        return body;
    }

    private void ReadBlock(List<HclToken> tokens, ref int at, int depth)
    {
        var name = tokens[at++].Value;
        var labels = new List<string>();
        for (; at < tokens.Count && tokens[at].Kind is HclTokenKind.Text or HclTokenKind.Word; at++)
            labels.Add(tokens[at].Value);
        if (at >= tokens.Count || !tokens[at].Is("{")) return;
        if (depth >= MaxDepth)
        {
            at = tokens.Count;
            return;
        }

        at++;
        blocks.Add(new(name, labels, Read(tokens, ref at, depth + 1)));
    }

    /// <summary>An expression ends with its line unless a bracket is open.</summary>
    private void ReadArgument(List<HclToken> tokens, ref int at)
    {
        var name = tokens[at].Value;
        var begin = at += 2;
        for (var open = 0; at < tokens.Count; at++)
        {
            if (open == 0 && at > begin && (tokens[at].Line > tokens[at - 1].Line || tokens[at].Is(","))) break;
            if (IsOpening(tokens[at])) open++;
            else if (IsClosing(tokens[at]) && --open < 0) break;
        }

        arguments.TryAdd(name, tokens.GetRange(begin, at - begin));
    }

    private static bool IsOpening(HclToken token) => token.Is("{") || token.Is("[") || token.Is("(");

    private static bool IsClosing(HclToken token) => token.Is("}") || token.Is("]") || token.Is(")");
}
