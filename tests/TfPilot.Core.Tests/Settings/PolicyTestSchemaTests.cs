using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public sealed class PolicyTestSchemaTests() : PublishedSchema(
    "policytest", "*.policytest.yml", "Tests of the rules of tfpilot; docs/reference/policy.md explains every key.",
    "docs/reference/policy.md", problem => problem.Contains("which is not an environment", StringComparison.Ordinal))
{
    private protected override Schema.Keys File => PolicyTestSchemas.File;

    private protected override IReadOnlyList<string> Problems(string text) =>
        PolicyTestReader.Read("t.yml", text, Given.Today)
        .Match<IReadOnlyList<string>>(_ => [], problems => [.. problems.Select(problem => problem.Message)]);
}
