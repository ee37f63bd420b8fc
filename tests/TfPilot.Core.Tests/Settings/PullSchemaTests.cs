using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class PullSchemaTests() : PublishedSchema(
    "pull", "tfpilot.pull/1",
    "The facts of a pull request that tfpilot explain decides from; docs/reference/explain.md explains every key.",
    "docs/reference/explain.md",
    problem => problem.Contains("who is not listed under people", StringComparison.Ordinal))
{
    private protected override Schema.Keys File => PullSchemas.File;

    private protected override IReadOnlyList<string> Problems(string text) =>
        PullDocumentReader.Read("pr.yml", text)
        .Match<IReadOnlyList<string>>(_ => [], problems => [.. problems.Select(problem => problem.Message)]);
}
