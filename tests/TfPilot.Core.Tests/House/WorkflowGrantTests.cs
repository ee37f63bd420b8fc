using System.Text.RegularExpressions;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.House;

public partial class WorkflowGrantTests
{
    private static readonly Dictionary<string, (Workflow Workflow, IReadOnlyList<WorkflowGrant> Written)> Called = new()
    {
        ["tfpilot-plan.yml"] = (Workflow.Read(".github/workflows/tfpilot-plan.yml"), WorkflowGrants.Plan),
        ["tfpilot-plan-app.yml"] = (Workflow.Read(".github/workflows/tfpilot-plan-app.yml"), WorkflowGrants.PlanApp),
        ["tfpilot-apply.yml"] = (Workflow.Read(".github/workflows/tfpilot-apply.yml"), WorkflowGrants.Apply),
    };

    /// <summary>
    /// GitHub does not start a called workflow whose jobs request more permissions than its caller grants.
    /// </summary>
    [Theory]
    [InlineData("README.md", "tfpilot-plan.yml")]
    [InlineData("docs/guides/workflows.md", "tfpilot-plan.yml")]
    [InlineData("docs/guides/workflows.md", "tfpilot-plan-app.yml")]
    [InlineData("docs/guides/apply.md", "tfpilot-apply.yml")]
    public void Every_workflow_call_in_the_docs_grants_exactly_the_needed_permissions(string path, string called)
    {
        var calls = Examples().Matches(RepositoryFiles.Read(path))
            .Select(example => Workflow.Parse(path, example.Groups["body"].Value))
            .SelectMany(workflow => workflow.Jobs)
            .Where(job => Workflow.Text(job.Node, "uses")?.Contains($"/{called}@", StringComparison.Ordinal) == true);

        calls.Should()
            .NotBeEmpty().And.AllSatisfy(
                call => call.Permissions.Should().BeEquivalentTo(Called[called].Workflow.Grants));
    }

    [Theory]
    [InlineData("tfpilot-plan.yml")]
    [InlineData("tfpilot-plan-app.yml")]
    [InlineData("tfpilot-apply.yml")]
    public void Init_grants_exactly_the_permissions_the_workflow_needs(string called)
    {
        var written = Called[called].Written.ToDictionary(grant => grant.Scope, grant => grant.Access);

        written.Should().BeEquivalentTo(Called[called].Workflow.Grants);
    }

    [Fact]
    public void The_docs_list_every_input_and_secret_of_the_workflow()
    {
        var called = Workflow.Map(Workflow.Map(Called["tfpilot-plan-app.yml"].Workflow.Root, "on"), "workflow_call");
        var names = new[] { "inputs", "secrets" }.SelectMany(kind => Workflow.Map(called, kind).Children.Keys)
            .Select(name => $"| `{name}` |");

        var page = RepositoryFiles.Read("docs/guides/workflows.md");

        names.Where(name => !page.Contains(name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [GeneratedRegex(@"^```yaml\n(?<body>(?:name|on):.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Examples();
}
