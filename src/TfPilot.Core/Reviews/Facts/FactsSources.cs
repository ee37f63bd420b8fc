using System.Globalization;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The locations of a project's blocks and its ignore comments; the sources themselves are not in the facts.
/// </summary>
internal static class FactsSources
{
    private const string Day = "yyyy-MM-dd";

    public static void Write(Utf8JsonWriter json, SourceIndex sources)
    {
        json.WriteStartObject("sources");
        json.WriteString("root", sources.Root);
        FactsWriter.WriteAll(json, "blocks", sources.Blocks, (writer, block) =>
        {
            writer.WriteString("file", block.File);
            writer.WriteString("path", block.Path);
            writer.WriteNumber("first", block.FirstLine);
            writer.WriteNumber("last", block.LastLine);
            FactsWriter.WriteText(writer, "module", block.ModuleSource);
            writer.WriteStartObject("attributes");
            foreach (var (name, line) in block.Attributes.OrderBy(
                attribute => attribute.Key, StringComparer.Ordinal)) writer.WriteNumber(name, line);
            writer.WriteEndObject();
            FactsWriter.WriteAll(writer, "ignores", block.Ignores, (ignores, ignore) =>
            {
                ignores.WriteString("rule", ignore.Rule);
                FactsWriter.WriteText(ignores, "until", ignore.Until?.ToString(Day, CultureInfo.InvariantCulture));
                ignores.WriteString("reason", ignore.Reason);
            });
            if (block.ScannerIgnores.Count == 0) return;
            writer.WriteStartArray("scannerIgnores");
            foreach (var ignore in block.ScannerIgnores) writer.WriteStringValue(ignore.Hash);
            writer.WriteEndArray();
        });
        json.WriteEndObject();
    }

    public static SourceIndex Read(FactsNode sources) => SourceIndex.Of(
        sources.Folder("root"),
        sources.Items("blocks",
            block => new HclBlock(
                block.RelativeFile("file"), block.Text("path"), block.Number("first"), block.Number("last"))
            {
                ModuleSource = ModuleOf(block),
                Attributes = block.Members("attributes", line => line.AsNumber()),
                Ignores = block.Items(
                "ignores", ignore => new IgnoreComment(ignore.Text("rule"), DayOf(ignore), ignore.Text("reason"))),
                ScannerIgnores = block.ItemsOrNone("scannerIgnores", ignore => new ScannerIgnore(ignore.AsText())),
            }));

    /// <summary>Local modules are followed, so their paths have the same length limit as file paths.</summary>
    private static string? ModuleOf(FactsNode block) =>
        block.TextOrNull("module") is { Length: > RepositoryPath.MaxLength } source && source.StartsWith('.')
            ? throw new FactsFormatException(
                $"{block.Path}.module", $"a local path of at most {RepositoryPath.MaxLength} characters")
            : block.TextOrNull("module");

    private static DateOnly? DayOf(FactsNode ignore) =>
        ignore.TextOrNull("until") is not { } text ? null
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FactsFormatException($"{ignore.Path}.until", "a day such as 2026-12-31");
}
