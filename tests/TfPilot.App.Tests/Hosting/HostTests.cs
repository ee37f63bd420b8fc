namespace TfPilot.App.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public void The_program_is_named_tfpilot_app() =>
        typeof(Program).Assembly.GetName().Name.Should().Be("tfpilot-app");
}
