using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A workflow file at exactly one ref or commit.</summary>
public sealed record TrustedWorkflow(string File, string Ref)
{
    /// <summary>Reads a list separated by commas, spaces or line breaks; the text may be empty.</summary>
    public static Validated<IReadOnlyList<TrustedWorkflow>> ReadAll(string text, string path)
    {
        var entries = text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => (Entry: entry, Found: TryParse(entry))).ToList();
        var problems = entries.Where(entry => entry.Found is null).Select(entry => Problem(path, entry.Entry)).ToList();
        return problems.Count > 0 ? new Validated<IReadOnlyList<TrustedWorkflow>>.Invalid(problems)
            : new Validated<IReadOnlyList<TrustedWorkflow>>.Valid([.. entries.Select(entry => entry.Found!)]);
    }

    public override string ToString() => $"{File}@{Ref}";

    internal CommitSha? Commit => CommitSha.TryParse(Ref);

    private static TrustedWorkflow? TryParse(string text) =>
        text.Split('@') is [{ } file, { } reference] && IsFile(file) && IsRef(reference) ? new(file, reference) : null;

    private static bool IsFile(string file) => !file.Contains('*', StringComparison.Ordinal)
        && file.Split('/') is [{ Length: > 0 }, { Length: > 0 }, ".github", "workflows", var name]
        && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));

    /// <summary>Excludes <c>refs/pull/</c>, where every pull request author can change the file.</summary>
    private static bool IsRef(string reference) => CommitSha.TryParse(reference) is not null
        || (!reference.Contains('*', StringComparison.Ordinal)
            && (reference.StartsWith("refs/heads/", StringComparison.Ordinal)
                || reference.StartsWith("refs/tags/", StringComparison.Ordinal)) && !reference.EndsWith('/'));

    private static Problem Problem(string path, string entry) => new(
        path,
        $"'{VisibleText.Of(entry)}' is not a workflow at a fixed ref; write " +
            "owner/name/.github/workflows/file.yml@refs/heads/main, @refs/tags/v1 or @ and a full commit SHA, " +
            "without wildcards");
}
