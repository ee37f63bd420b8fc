using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

/// <summary>Checks that a published schema, its reader and its page agree.</summary>
/// <param name="name">The schema is <c>docs/NAME.schema.json</c>; <c>NAME.yml</c> next to the tests contains every
/// key.</param>
/// <param name="page">The page with a row for each key.</param>
/// <param name="isBeyond">Whether a problem is one that a schema cannot express.</param>
public abstract class PublishedSchema(
    string name, string title, string description, string page, Func<string, bool> isBeyond)
{
    private readonly string path = $"docs/{name}.schema.json";
    private readonly string complete = Repository.Read($"tests/TfPilot.Core.Tests/Settings/{name}.yml");

    private protected abstract Schema.Keys File { get; }

    [Fact]
    public void The_published_schema_matches_the_reader()
    {
        var written = SchemaText.Of(File, title, description);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            System.IO.File.WriteAllText(Repository.PathOf(path), written);

        written.Should().Be(Repository.Read(path));
    }

    [Fact]
    public void Schema_and_reader_accept_a_file_with_every_key()
    {
        var schema = Published();

        schema.Validate(YamlJson.Of(complete)!.ToJsonString()).Should().BeEmpty();
        Problems(complete).Should().BeEmpty();
    }

    [Fact]
    public void Schema_and_reader_agree_on_every_removed_renamed_or_emptied_key()
    {
        var schema = Published();
        var variants = JsonVariants.Of(YamlJson.Of(complete)!).ToList();

        var disagreed = variants.Where(json => schema.Validate(json).Count == 0 != Problems(json).All(isBeyond))
            .ToList();

        disagreed.Should().BeEmpty();
        variants.Should().HaveCountGreaterThan(4 * FieldsOf(File).Distinct().Count());
    }

    [Fact]
    public void Every_key_has_its_row_in_the_docs()
    {
        var docs = Repository.Read(page);

        var rows = FieldsOf(File).Distinct()
            .Select(field => $"\n| `{field.Key}` | {field.Meaning} | {(field.IsRequired ? "yes" : "no")} |").ToList();

        rows.Should().HaveCountGreaterThan(11);
        docs.Should().ContainAll(rows);
    }

    /// <summary>All problems that the reader finds.</summary>
    private protected abstract IReadOnlyList<string> Problems(string text);

    private static IEnumerable<SchemaField> FieldsOf(Schema shape) => shape switch
    {
        Schema.Keys keys => keys.Fields.Concat(keys.Fields.SelectMany(field => FieldsOf(field.Schema))),
        Schema.Items items => FieldsOf(items.Item),
        Schema.Names names => FieldsOf(names.Value),
        _ => [],
    };

    private JsonSchema Published() => JsonSchema.InDocs(path["docs/".Length..]);
}
