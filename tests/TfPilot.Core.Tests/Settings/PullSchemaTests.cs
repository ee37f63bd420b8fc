using NJsonSchema;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class PullSchemaTests
{
    private const string Path = "docs/pull.schema.json";
    private static readonly string Complete = Repository.Read("tests/TfPilot.Core.Tests/Settings/pull.yml");

    [Fact]
    public void The_published_schema_says_what_the_reader_holds_files_against()
    {
        var written = SchemaText.Of(PullShapes.File, "tfpilot.pull/1", "The facts of a pull request that tfpilot explain decides from; docs/explain.md explains every key.");

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(Repository.PathOf(Path), written);

        written.Should().Be(Repository.Read(Path));
    }

    [Fact]
    public async Task Schema_and_reader_accept_a_file_with_every_key()
    {
        var schema = await SchemaAsync();

        schema.Validate(YamlJson.Of(Complete)!.ToJsonString()).Should().BeEmpty();
        Problems(Complete).Should().BeEmpty();
    }

    [Fact]
    public async Task Schema_and_reader_agree_on_every_key_taken_away_renamed_or_emptied()
    {
        var schema = await SchemaAsync();
        var variants = JsonVariants.Of(YamlJson.Of(Complete)!).ToList();

        var disagreed = variants.Where(json => schema.Validate(json).Count == 0 != Problems(json).All(IsBeyondTheSchema)).ToList();

        disagreed.Should().BeEmpty();
        variants.Should().HaveCountGreaterThan(250);
    }

    [Fact]
    public void Every_key_has_its_row_in_the_docs()
    {
        var docs = Repository.Read("docs/explain.md");

        var rows = FieldsOf(PullShapes.File).Distinct().Select(field => $"\n| `{field.Key}` | {field.Meaning} | {(field.IsRequired ? "yes" : "no")} |").ToList();

        rows.Should().HaveCountGreaterThan(60);
        docs.Should().ContainAll(rows);
    }

    private static bool IsBeyondTheSchema(string problem) => problem.Contains("who is not among people", StringComparison.Ordinal);

    private static List<string> Problems(string text) =>
        PullDocumentReader.Read("pr.yml", text).Match(_ => [], problems => problems.Select(problem => problem.Message).ToList());

    private static IEnumerable<Field> FieldsOf(Shape shape) => shape switch
    {
        Shape.Keys keys => keys.Fields.Concat(keys.Fields.SelectMany(field => FieldsOf(field.Shape))),
        Shape.Items items => FieldsOf(items.Item),
        Shape.Names names => FieldsOf(names.Value),
        _ => [],
    };

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(Repository.PathOf(Path));
}
