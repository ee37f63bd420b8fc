namespace TfPilot.Core.Basics;

/// <summary>
/// Finds the name that a misspelled word probably meant: the one with the smallest edit distance (including swaps).
/// </summary>
public static class NearestName
{
    /// <summary>Null when no name is close: more than about a third of the letters differ.</summary>
    public static string? Of(string text, IEnumerable<string> names) => names
        .Select(name => (name, distance: Distance(text.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(candidate => candidate.distance <= (Math.Min(text.Length, candidate.name.Length) + 1) / 3)
        .OrderBy(candidate => candidate.distance)
        .Select(candidate => candidate.name)
        .FirstOrDefault();

    /// <summary>A suffix for a sentence: <c>; did you mean level?</c>, or empty.</summary>
    public static string Hint(string text, IEnumerable<string> names) =>
        Of(text, names) is { } near ? $"; did you mean {near}?" : "";

    private static int Distance(string a, string b)
    {
        WorkBudget.Spend();
        if (Math.Abs(a.Length - b.Length) > 20) return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isSwapped) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
