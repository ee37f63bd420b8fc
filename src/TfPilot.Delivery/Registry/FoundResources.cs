using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Registry;

/// <summary>The reply to <c>/tfpilot where TEXT</c>.</summary>
public static class FoundResources
{
    private const int MaxEntries = 20;

    private const int MaxTextLength = 200;

    /// <param name="entries">In the order of the list.</param>
    /// <param name="hasMore">Whether there are more resources than entries.</param>
    public static string Markdown(
        string text, IReadOnlyList<RegistryEntry> entries, bool hasMore, ReportLinks links, int maxLength)
    {
        var wanted = MarkdownText.Code(TextColumns.Truncate(text, MaxTextLength));
        if (entries.Count == 0)
            return "The registry has no resource with the address, id, ARN, name, tag, IP address or host name " +
                $"{wanted}.\n";
        var list = new StringBuilder($"**Resources with {wanted}**\n\n");
        var shown = 0;
        foreach (var entry in entries.Take(MaxEntries))
        {
            var line = Line(entry, links);
            if (list.Length + line.Length > maxLength) break;
            list.Append(line);
            shown++;
        }

        if (shown < entries.Count || hasMore)
            list.Append(hasMore ? "\nThere are more." : string.Create(
                CultureInfo.InvariantCulture, $"\n{entries.Count - shown} more."))
                .Append(" `tfpilot registry find` and `GET /api/registry` list all.\n");
        return list.ToString();
    }

    private static string Line(RegistryEntry entry, ReportLinks links)
    {
        var resource = entry.Resource;
        var parts = new List<string>
        {
            resource.Deposed is { } key ? $"deposed object {MarkdownText.Code(key)}" : "",
            resource.File is { } file ? MarkdownText.Code(string.Create(
                CultureInfo.InvariantCulture, $"{file}:{resource.Line}")) : "",
            entry.Created is { } created ? $"created by {Run(created, links)}" : "",
            entry.LastChanged is { } changed
                ? $"{(entry.IsDestroyed ? "destroyed" : "last changed")} by {Run(changed, links)} on " +
                    entry.Changed.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
                : "",
            !entry.IsDestroyed && ConsoleLink.Of(resource) is { } page
                ? MarkdownText.Link("console", page) ?? "" : "",
        };
        parts.RemoveAll(part => part.Length == 0);
        var details = parts.Count == 0 ? "" : $": {string.Join(", ", parts)}";
        return $"- {MarkdownText.Code(resource.Address)} in {MarkdownText.Code(entry.Project)} " +
            $"({MarkdownText.Code(entry.Environment)}){details}\n";
    }

    private static string Run(RegistryRun by, ReportLinks links) =>
        links.Run(by.Run) + (by.Pull is { } pull ? $" of {ReportLinks.Pull(pull)}" : "");
}
