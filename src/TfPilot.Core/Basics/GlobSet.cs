using System.Collections.Concurrent;

namespace TfPilot.Core.Basics;

/// <summary>
/// A list of globs that answers whether any matches. Plans repeat their types, so the results for the first few
/// thousand texts are cached.
/// </summary>
public sealed class GlobSet(IEnumerable<string> patterns)
{
    private const int MaxRemembered = 4_096;

    private readonly Glob[] globs = [.. patterns.Select(pattern => new Glob(pattern))];
    private readonly ConcurrentDictionary<string, bool> answers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Patterns => [.. globs.Select(glob => glob.Pattern)];

    public bool Matches(string text)
    {
        if (answers.TryGetValue(text, out var known)) return known;
        var answer = Array.Exists(globs, glob => glob.Matches(text));
        if (answers.Count < MaxRemembered) answers.TryAdd(text, answer);
        return answer;
    }
}
