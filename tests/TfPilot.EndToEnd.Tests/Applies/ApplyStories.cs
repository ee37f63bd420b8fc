using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>A change is applied only as it was approved.</summary>
public sealed class ApplyStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite, "merge")]
    [InlineData(SqlDialect.Sqlite, "squash")]
    [InlineData(SqlDialect.Sqlite, "rebase")]
    [InlineData(SqlDialect.Sqlite, "queue")]
    public async Task The_gate_lets_the_approved_plan_pass(SqlDialect engine, string method)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull, method);

        var (gate, _) = await story.GateAsync(commit);

        gate.Out.Should().Contain("go: envs/dev (dev) may be applied");
        gate.ExitCode.Should().Be(0, gate.Error);
        story.Project.Apply().ExitCode.Should().Be(0);
    }
}

/// <summary>A test with real terraform, the App and the GitHub simulator.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApplyTheoryAttribute : TheoryAttribute
{
    public ApplyTheoryAttribute() => Skip = new AppTheoryAttribute().Skip ?? new TerraformFactAttribute().Skip!;
}
