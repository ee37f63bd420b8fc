using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// Classifies the tokens of a file: module sources, and arguments of provisioners and external data. One pass finds
/// both.
/// </summary>
internal sealed class ReadPlaces
{
    /// <summary>Arguments of provisioners and external data that name a program or its input.</summary>
    private static readonly HashSet<string> Running = new(StringComparer.Ordinal)
    {
        "command", "working_dir", "interpreter", "script", "scripts", "source", "program",
    };

    private readonly bool[] runs;
    private readonly bool[] sources;

    private ReadPlaces(int count) => (runs, sources) = (new bool[count], new bool[count]);

    public bool Runs(int at) => runs[at];

    /// <summary>Module sources are followed separately.</summary>
    public bool IsModuleSource(int at) => sources[at];

    public static ReadPlaces Of(List<HclToken> tokens)
    {
        var (places, open) = (new ReadPlaces(tokens.Count), new Stack<(BlockKind Kind, bool IsArgument)>());
        for (var i = 0; i < tokens.Count; i++)
        {
            var (kind, isArgument) = open.TryPeek(out var inside) ? inside : default;
            if (kind == BlockKind.Runs && tokens[i].Kind == HclTokenKind.Word
                && (tokens.Is(i + 1, "=") || tokens.Is(i + 1, "{")))
            {
                isArgument = tokens.Is(i + 1, "=") && Running.Contains(tokens[i].Value);
                open.Pop();
                open.Push((kind, isArgument));
            }

            places.runs[i] = isArgument;
            places.sources[i] = kind == BlockKind.Module && tokens.Is(i - 1, "=") && i >= 2
                && tokens[i - 2].Value == "source";
            if (tokens[i].Is("{") || tokens[i].Is("[") || tokens[i].Is("(")) open.Push((KindAt(tokens, i), isArgument));
            else if (tokens[i].Is("}") || tokens[i].Is("]") || tokens[i].Is(")")) open.TryPop(out _);
        }

        return places;
    }

    private static BlockKind KindAt(List<HclToken> tokens, int open) =>
        (Value(tokens, open - 3), Value(tokens, open - 2)) switch
        {
            _ when !tokens[open].Is("{") => BlockKind.Other,
            (_, "provisioner") => BlockKind.Runs,
            ("data", "external") => BlockKind.Runs,
            (_, "module") => BlockKind.Module,
            _ => BlockKind.Other,
        };

    private static string Value(List<HclToken> tokens, int at) => at < 0 ? "" : tokens[at].Value;

    private enum BlockKind
    {
        Other,
        Runs,
        Module,
    }
}

/// <summary>Token lookups that allow positions outside the list.</summary>
internal static class HclTokenLists
{
    public static bool Is(this List<HclToken> tokens, int at, string sign) =>
        at >= 0 && at < tokens.Count && tokens[at].Is(sign);
}
