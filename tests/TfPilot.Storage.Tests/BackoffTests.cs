namespace TfPilot.Storage.Tests;

public class BackoffTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(7, 320)]
    [InlineData(8, 600)] // 640 would be longer than the longest
    [InlineData(int.MaxValue, 600)]
    public void Each_failed_attempt_doubles_the_wait(int attempt, int seconds)
    {
        var wait = Backoff.After(attempt);

        wait.Should().Be(TimeSpan.FromSeconds(seconds));
    }
}
