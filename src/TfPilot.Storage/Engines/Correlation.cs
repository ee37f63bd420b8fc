namespace TfPilot.Storage;

/// <summary>
/// The ids of what caused the current work: the GUIDs of webhook deliveries, and runs such as <c>run-12-1</c>. Audit
/// entries and queued work store them. They flow into calls, but not back to the caller of an async method.
/// </summary>
public static class Correlation
{
    /// <summary>Work that more events caused names only some of them.</summary>
    public const int MaxIds = 8;

    private const char Separator = ' ';

    private static readonly AsyncLocal<IReadOnlyList<string>?> Ids = new();

    public static IReadOnlyList<string> Current => Ids.Value ?? [];

    /// <summary>Sets the ids for the rest of the calling async method and its calls.</summary>
    public static void Use(IReadOnlyList<string> ids) => Ids.Value = ids;

    /// <summary>The id of a job's run.</summary>
    public static string OfRun(long run, int attempt) => FormattableString.Invariant($"run-{run}-{attempt}");

    internal static string? ToColumn(IEnumerable<string> ids) =>
        string.Join(Separator, ids.Distinct(StringComparer.Ordinal).Take(MaxIds)) is { Length: > 0 } text ? text : null;

    internal static IReadOnlyList<string> FromColumn(string? text) =>
        text is null ? [] : [.. text.Split(Separator).Distinct(StringComparer.Ordinal).TakeLast(MaxIds)];
}
