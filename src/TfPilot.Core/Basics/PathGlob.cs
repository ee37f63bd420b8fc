namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern over paths from the repository's root, with forward slashes: <c>*</c> is any run of characters in one step, <c>**</c> any number of
/// steps, none too, <c>{a,b}</c> either word. <c>live/prod/**</c> matches <c>live/prod</c> and everything below it; case counts.
/// </summary>
public readonly record struct PathGlob(string Pattern)
{
    public bool Matches(string path) => Matches(StepsOf(Pattern), StepsOf(path));

    /// <summary>What is wrong with a pattern as written; null when nothing is.</summary>
    public static string? Mistake(string pattern) =>
        pattern.Contains('\\', StringComparison.Ordinal) ? "steps of a path are separated by /"
        : pattern.StartsWith('/') ? "paths begin at the repository's root: drop the leading /"
        : pattern.StartsWith('!') ? "there is no exclusion in paths: name what belongs instead"
        : StepsOf(pattern).Contains("..") ? ".. leads out of the repository"
        : StepsOf(pattern).Select(Glob.Mistake).FirstOrDefault(mistake => mistake is not null);

    public override string ToString() => Pattern;

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] == "**") return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty && new Glob(pattern[0]).Matches(path[0]) && Matches(pattern[1..], path[1..]);
    }

    private static string[] StepsOf(string path) => [.. path.Replace('\\', '/').Split('/').Where(step => step is not ("" or "."))];
}
