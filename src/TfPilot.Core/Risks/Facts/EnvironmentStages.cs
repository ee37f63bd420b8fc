namespace TfPilot.Core.Risks;

/// <summary>
/// An environment stage: its order relative to production, as used by <c>tfpilot init</c>, and its default risk
/// multiplier.
/// </summary>
/// <param name="Phrases">Words joined by hyphens, in lower case.</param>
public sealed record EnvironmentStage(string Name, int Rank, double Weight, IReadOnlyList<string> Phrases);

/// <summary>
/// The table of environment names for folders, workspaces and environments. A name matches a phrase if it equals it or
/// contains it between separators; a number may follow, as in <c>prod01</c>. Negations are checked first:
/// <c>non-prod</c> contains <c>prod</c> but is not production. With several phrases the last one counts:
/// <c>production-test</c> is a test, <c>dev-tools-prod</c> is production.
/// </summary>
public static class EnvironmentStages
{
    private const int LongestPhrase = 2;
    private const int MaxLength = 200;
    private static readonly char[] Digits = [.. "0123456789"];
    private static readonly string[] Production = ["prod", "production", "prd", "live"];
    private static readonly string[] Not = ["non", "no", "not"];
    private static readonly string[] Before = ["pre"];

    public static IReadOnlyList<EnvironmentStage> All { get; } =
    [
        new("production", 0, 1.5, Production),
        new("staging", 1, 1.0, ["stage", "staging", "stg", "uat", .. Negated(Before)]),
        new("test", 2, 0.6, ["test", "testing", "tst", "qa", "int", "integration"]),
        new("non-production", 3, 1.0, Negated(Not)),
        new("development", 3, 0.6, ["dev", "development", "sandbox", "sbx", "preview"]),
    ];

    /// <summary>Null when the name contains no phrase of the table.</summary>
    public static EnvironmentStage? Of(string name)
    {
        if (name.Length > MaxLength) return null;
        var words = name.ToLowerInvariant().Split('-', '_', '/', '.', ' ');
        EnvironmentStage? last = null;
        for (var at = 0; at < words.Length;)
        {
            var (stage, length) = At(words, at);
            last = stage ?? last;
            at += length;
        }

        return last;
    }

    /// <summary>Whether the name is a phrase of the table and nothing else.</summary>
    public static bool IsExactly(string name) => StageOf(name.ToLowerInvariant().Replace('_', '-')) is not null;

    /// <summary>1 for an unknown name.</summary>
    public static double WeightOf(string? environment) => environment is null ? 1 : Of(environment)?.Weight ?? 1;

    /// <summary>The longest phrase that starts at the word, and its number of words.</summary>
    private static (EnvironmentStage? Stage, int Length) At(string[] words, int at)
    {
        for (var length = Math.Min(LongestPhrase, words.Length - at); length > 0; length--)
        {
            if (StageOf(string.Join('-', words[at..(at + length)])) is { } found) return (found, length);
        }

        return (null, 1);
    }

    private static EnvironmentStage? StageOf(string phrase) => phrase.TrimEnd(Digits) is var word
        ? All.FirstOrDefault(stage => stage.Phrases.Contains(word)) : null;

    private static IReadOnlyList<string> Negated(string[] negations) =>
        [.. from negation in negations from word in Production
            from phrase in (IEnumerable<string>)[$"{negation}-{word}", negation + word] select phrase];
}
