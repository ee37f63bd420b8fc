using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>The word of a name that is an environment: <c>dev</c> in <c>vars_dev.euc1</c>.</summary>
internal sealed record StageWord(string Text, int At)
{
    private static readonly char[] Separators = ['-', '_', '.'];

    /// <summary>The last one; null when there is none.</summary>
    public static StageWord? In(string name)
    {
        StageWord? found = null;
        for (var at = 0; at < name.Length;)
        {
            var (word, next) = (EndOf(name, at), EndOf(name, Math.Min(name.Length, EndOf(name, at) + 1)));
            var end = next > word && EnvironmentStages.IsExactly(name[at..next]) ? next
                : EnvironmentStages.IsExactly(name[at..word]) ? word : -1;
            if (end > at) found = new(name[at..end], at);
            at = Math.Max(end, word) + 1;
        }

        return found;
    }

    private static int EndOf(string name, int at) =>
        name.IndexOfAny(Separators, at) is var end and >= 0 ? end : name.Length;
}
