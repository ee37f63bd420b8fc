using System.Collections.Concurrent;

namespace TfPilot.Core.Basics;

/// <summary>A list of globs that answers "does any match?"; every text is matched once and remembered, because plans repeat their types.</summary>
public sealed class GlobSet(IEnumerable<string> patterns)
{
    private readonly Glob[] globs = [.. patterns.Select(pattern => new Glob(pattern))];
    private readonly ConcurrentDictionary<string, bool> answers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Patterns => [.. globs.Select(glob => glob.Pattern)];

    public bool Matches(string text) => answers.GetOrAdd(text, static (key, all) => Array.Exists(all, glob => glob.Matches(key)), globs);
}
