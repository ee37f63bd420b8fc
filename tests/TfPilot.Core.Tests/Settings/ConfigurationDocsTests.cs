using System.Text.RegularExpressions;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed partial class ConfigurationDocsTests
{
    private static readonly string Docs = Repository.Read("docs/reference/configuration.md").ReplaceLineEndings("\n");

    [Fact]
    public void Every_key_has_its_row_with_meaning_and_default()
    {
        var rows = FieldsOf(SettingsSections.File).Select(Row).Distinct();

        rows.Where(row => !Docs.Contains(row, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_docs_list_only_existing_keys()
    {
        var rows = FieldsOf(SettingsSections.File).Select(Row);

        Rows().Matches(Docs).Select(row => row.Value).Should().BeSubsetOf(rows);
    }

    [Fact]
    public void Every_example_is_valid()
    {
        var examples = Examples().Matches(Docs).Select(example => example.Groups["yaml"].Value).ToList();

        examples.Should().HaveCountGreaterThan(10);
        examples.SelectMany(yaml => Given.Problems(yaml.Contains("version:") ? yaml : $"version: 1\n{yaml}")
            .Select(problem => $"{yaml}\n{problem}")).Should().BeEmpty();
    }

    private static string Row(SchemaField field) =>
        $"| `{field.Key}` | {field.Meaning} | " +
        $"{(field.IsRequired ? "required" : field.Default is { } text ? $"`{text}`" : "–")} |\n";

    // The overrides of an environment repeat the same keys.
    private static IEnumerable<SchemaField> FieldsOf(SchemaField field) =>
        field.Key == "in" ? [] : FieldsOf(field.Schema);

    private static IEnumerable<SchemaField> FieldsOf(Schema shape) => shape switch
    {
        Schema.Keys keys => keys.Fields.Concat(keys.Fields.SelectMany(FieldsOf)),
        Schema.Kinds kinds => kinds.ByKey.Values.SelectMany(FieldsOf),
        Schema.Names names => FieldsOf(names.Value),
        Schema.Items items => FieldsOf(items.Item),
        Schema.OneOrItems one => FieldsOf(one.Item),
        Schema.OrWord or => FieldsOf(or.Other),
        _ => [],
    };

    [GeneratedRegex(@"^\| `[^|]*\n", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
