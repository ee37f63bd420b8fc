using TfPilot.App.Operator;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Operator;

public sealed class DeadLetterReportTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private Database database = null!;

    public async Task InitializeAsync()
    {
        database = Database.Open($"Data Source={Path.Combine(folder.Root, "t.db")}")
            .Match(opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        await database.MigrateAsync(default);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Dead_letters_are_reported_with_their_reason()
    {
        await new InstallationStore(database).RecordInstalledAsync(6001, DateTimeOffset.UtcNow, default);
        var delivery = new WebhookDelivery(Guid.NewGuid(), "push", [1], Now);
        await new Inbox(database).AddAsync(delivery, default);
        await new Inbox(database).ParkAsync(delivery.Id, "it is no\u001b[31m object", default);
        var queue = new PullQueue(database);
        await queue.MarkAsync(new(6001, 4001, 7), Now, default);
        await queue.ParkAsync(
            (await queue.ClaimAsync(Now, TimeSpan.FromMinutes(1), default))!, "GitHub refuses", default);

        await new DeadLetterReport(database).WriteAsync(output, default);

        output.ToString().Should()
            .MatchRegex(
                $"^2030-01-02 03:04:05Z delivery {delivery.Id} \\(push\\): it is no[^\\u001b]* object\n2030-01-02 " +
                    "03:04:05Z pull request 7 of repository 4001, installation 6001, after 1 attempts: GitHub " +
                    "refuses\n$");
    }

    [Fact]
    public async Task The_absence_of_dead_letters_is_reported()
    {
        await new DeadLetterReport(database).WriteAsync(output, default);

        output.ToString().TrimEnd().Should().Be("Nothing is parked.");
    }
}
