namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern over paths from the repository's root, with forward slashes: <c>*</c> is any run of characters in one step, <c>**</c> any number of
/// steps, none too, <c>{a,b}</c> either word. <c>live/prod/**</c> matches <c>live/prod</c> and everything below it; case counts.
/// </summary>
public readonly record struct PathGlob(string Pattern)
{
    private const int MaxLength = 512;

    public bool Matches(string path) => Matches(StepsOf(Pattern), StepsOf(path));

    /// <summary>What is wrong with a pattern as written; null when nothing is.</summary>
    public static string? Mistake(string pattern) =>
        pattern.Length > MaxLength ? $"a pattern has at most {MaxLength} characters"
        : pattern.Any(char.IsControl) ? "paths have no control characters"
        : pattern.Contains('\\', StringComparison.Ordinal) ? "steps of a path are separated by /"
        : pattern.StartsWith('/') ? "paths begin at the repository's root: drop the leading /"
        : pattern.StartsWith('!') ? "there is no exclusion in paths: name what belongs instead"
        : StepsOf(pattern).Contains("..") ? ".. leads out of the repository"
        : StepsOf(pattern).Select(Glob.Mistake).FirstOrDefault(mistake => mistake is not null);

    public override string ToString() => Pattern;

    /// <summary>
    /// Follows which steps of the path the pattern may have taken, so that no pattern takes longer than the product of both lengths.
    /// </summary>
    private static bool Matches(string[] pattern, string[] path)
    {
        WorkBudget.Spend();
        var taken = new bool[path.Length + 1];
        taken[0] = true;
        foreach (var step in pattern)
        {
            var first = Array.IndexOf(taken, true);
            if (first < 0) return false;
            if (step == "**")
            {
                taken.AsSpan(first).Fill(true);
                continue;
            }

            for (var i = path.Length; i > 0; i--) taken[i] = taken[i - 1] && new Glob(step).Matches(path[i - 1]);
            taken[0] = false;
        }

        return taken[^1];
    }

    private static string[] StepsOf(string path) => [.. path.Replace('\\', '/').Split('/').Where(step => step is not ("" or "."))];
}
