namespace TfPilot.EndToEnd.Tests.Containers;

public sealed class ContainerTests(ActionImage image) : IClassFixture<ActionImage>, IDisposable
{
    private const long Megabyte = 1_000_000;
    private readonly RunnerStep step = new();

    public void Dispose() => step.Dispose();

    [ContainerFact]
    public void A_step_reviews_the_plan_in_the_workspace_and_writes_the_runner_files()
    {
        step.Write("plan.json", File.ReadAllText(Repository.PathOf("action", "samples", "new-service", "plan.json")));

        var run = step.Run(image, ("plan", "plan.json"), ("fail-on", "blocked"), ("comment", "never"));

        run.ExitCode.Should().Be(0, run.Out + run.Error);
        step.Outputs.Should().Contain("reason-code<<").And.Contain("\npass\n").And.Contain("tfpilot-review/facts.json");
        step.Summary.Should().Contain("to add");
        step.Left("tfpilot-review/facts.json").Should().BeTrue();
    }

    [ContainerFact]
    public void An_input_with_a_dash_in_its_name_is_read()
    {
        var run = step.Run(image, ("fail-on", "sometimes"));

        run.ExitCode.Should().Be(2);
        run.Out.Should().Contain("The input fail-on is `sometimes`");
        step.Outputs.Should().Contain("\nbad-input\n");
    }

    [ContainerFact]
    public void The_image_adds_little_to_its_base_and_has_labels()
    {
        var ours = image.PulledLayers();

        ours.Should().ContainSingle().Which.Should().BeInRange(10 * Megabyte, 40 * Megabyte);
        image.Inspect("{{.Config.User}} {{.Config.Entrypoint}}").Should().Be("0 [/usr/local/bin/tfpilot]");
        foreach (var (label, value) in new[] { ("version", "1.2.3"), ("revision", "abc"), ("licenses", "Apache-2.0"),
            ("source", "https://github.com/tfpilot/tfpilot-actions") })
        {
            image.Inspect($$$"""{{index .Config.Labels "org.opencontainers.image.{{{label}}}"}}""").Should().Be(value);
        }
    }
}
