namespace TfPilot.App.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public void The_program_is_called_what_people_start() =>
        typeof(Program).Assembly.GetName().Name.Should().Be("tfpilot-app");
}
