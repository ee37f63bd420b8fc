namespace TfPilot.Core.Risks;

/// <summary>Oracle policy statements that allow everything, or allow everyone without a condition.</summary>
internal sealed record OracleStatements()
    : ExposureRule(["oci_identity_policy", "oci_identity_domains_policy"], ["statements"])
{
    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        if (opened.Change.After == opened.Change.Before) return [];
        var known = In(opened.Before).ToHashSet();
        return In(opened.After).Where(open => !known.Contains(open)).Select(open => $"{open.Path} has {open.Words}")
            .Distinct();
    }

    private IEnumerable<(string Path, string Statement, string Words)> In(IEnumerable<Leaf> leaves) =>
        from leaf in leaves
        where Is(leaf) && leaf.Text is not null
        let statement = Statement(leaf.Text!)
        from words in Words(statement)
        select (leaf.Path, statement, words);

    private static IEnumerable<string> Words(string statement)
    {
        if (statement.Contains(" manage all-resources ", StringComparison.Ordinal)) yield return "manage all-resources";
        if (statement.Contains(" where ", StringComparison.Ordinal)) yield break;
        if (statement.Contains(" any-user ", StringComparison.Ordinal)) yield return "any-user without a condition";
        if (statement.Contains(" any-group ", StringComparison.Ordinal)) yield return "any-group without a condition";
    }

    /// <summary>In lower case, with one blank around each word.</summary>
    private static string Statement(string text) =>
        $" {string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} ";
}
