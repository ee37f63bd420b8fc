namespace TfPilot.Core.Tests;

/// <summary>
/// Real plans of other projects, stored outside this repository; tests that read them are skipped where they are
/// missing.
/// </summary>
internal static class Corpus
{
    public static string Root { get; } = Path.GetFullPath(Repository.PathOf("..", "shared", "corpus"));

    public static string? ReasonToSkip { get; } = Directory.Exists(Root) ? null
        : "the plan corpus is not beside the repository (../shared/corpus)";

    public static string PathOf(params string[] steps) => Path.Combine([Root, .. steps]);
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = Corpus.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute() => Skip = Corpus.ReasonToSkip!;
}
