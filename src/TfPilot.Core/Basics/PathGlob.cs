namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern for paths relative to the repository root, with forward slashes: <c>*</c> matches any characters within a
/// segment, <c>**</c> any number of segments (including none), <c>{a,b}</c> either word. <c>live/prod/**</c> matches
/// <c>live/prod</c> and everything below it; matching is case-sensitive.
/// </summary>
public readonly record struct PathGlob(string Pattern)
{
    private const int MaxLength = 512;

    public bool Matches(string path) => Matches(StepsOf(Pattern), StepsOf(path));

    /// <summary>
    /// A pattern for one path. A character that no pattern can hold becomes <c>*</c>, and a path that is too long is
    /// cut to the folder above, so it may match more than the path but never less.
    /// </summary>
    public static PathGlob Exactly(string path)
    {
        var steps = path.Split('/', '\\').Select(step => string.Concat(step.Select(
            c => char.IsControl(c) ? "*" : Glob.Exactly($"{c}").Pattern))).ToList();
        if (steps[0].StartsWith('!')) steps[0] = $"*{steps[0][1..]}";
        while (steps.Sum(step => step.Length + 1) > MaxLength - 3)
            steps = steps.Count > 1 ? [.. steps[..^(steps[^1] == "**" ? 2 : 1)], "**"] : ["**"];
        return new(string.Join('/', steps));
    }

    /// <summary>Whether <see cref="Exactly"/> matches the path and nothing else.</summary>
    public static bool IsExact(string path) => !path.Any(char.IsControl) && !path.StartsWith('!')
        && !Exactly(path).Pattern.Split('/').Contains("**");

    /// <summary>The syntax error of a pattern; null when it is valid.</summary>
    public static string? FindError(string pattern)
    {
        if (pattern.Length > MaxLength) return $"a pattern may have at most {MaxLength} characters";
        if (pattern.Any(char.IsControl)) return "paths must not contain control characters";
        if (pattern.Contains('\\', StringComparison.Ordinal)) return "separate path segments with /";
        if (pattern.StartsWith('/')) return "paths are relative to the repository root: remove the leading /";
        if (pattern.StartsWith('!')) return "paths cannot exclude: list what to include instead";
        var segments = StepsOf(pattern);
        return segments.Contains("..") ? ".. leads out of the repository"
            : segments.Select(Glob.FindError).FirstOrDefault(error => error is not null);
    }

    public override string ToString() => Pattern;

    /// <summary>
    /// Tracks which segments of the path the pattern may match, so that the time is bounded by the product of both
    /// lengths.
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

    private static string[] StepsOf(string path) =>
        [.. path.Replace('\\', '/').Split('/').Where(step => step is not ("" or "."))];
}
