using System.Text.RegularExpressions;
using TfPilot.Core.Settings;
using TfPilot.Core.Tests.Settings;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>
/// A row of an organization's table: the changed files, the changes in the plan, the reviews and the expected result.
/// </summary>
internal sealed record OrganizationCase(
    string Organization, IReadOnlyList<string> Changed, string Plan, IReadOnlyList<string> Who, string Decision)
{
    public string Name => $"{Organization}: {string.Join(", ", Changed)} {Plan}, {string.Join(", ", Who)}";
}

/// <summary>The example organizations in <c>docs/guides/approvals.md</c>.</summary>
internal static partial class Organizations
{
    private static readonly string Page = Repository.Read("docs/guides/approvals.md").ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Sections = Page.Split("\n### ").Skip(1)
        .ToDictionary(section => section.Split('\n')[0]);

    /// <summary>The members of each team.</summary>
    public static IReadOnlyDictionary<string, string[]> Teams { get; } = Rows(
        Page.Split("\n### ")[0].Split("| team | people |")[1]).ToDictionary(row => row[0], row => row[1].Split(", "));

    public static IReadOnlyList<OrganizationCase> Cases { get; } =
        [.. Sections.SelectMany(section => Rows(section.Value),
            (section, row) => new OrganizationCase(
                section.Key, row[0].Split(", "), row[1], row[2].Split(", "), row[3]))];

    public static Core.Settings.Settings Settings(string organization) =>
        Given.Settings(Yaml().Match(Sections[organization]).Groups[1].Value);

    /// <summary>The rows below the header of the table.</summary>
    private static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n').SkipWhile(line => !line.StartsWith("|:--", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split(" | "));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
