namespace TfPilot.Storage.Tests;

/// <summary>
/// Runs as a separate process for tests that kill a process or need several: `migrate CONNECTION`, `write CONNECTION`
/// and `mark CONNECTION`.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        await using var database = Given.Opened(arguments[1]);
        await database.MigrateAsync(default);
        if (arguments[0] == "write") await WriteAsync(new Inbox(database));
        if (arguments[0] == "mark") await MarkAsync(new Inbox(database), new PullQueue(database));
    }

    /// <summary>
    /// Marks pull requests and completes their deliveries. Prints the number of each pull request after both, until the
    /// process is killed.
    /// </summary>
    private static async Task MarkAsync(Inbox inbox, PullQueue queue) =>
        await Parallel.ForEachAsync(Enumerable.Range(1, int.MaxValue - 1), async (number, ct) =>
        {
            var delivery = Given.Delivery();
            await inbox.AddAsync(delivery, ct);
            await queue.MarkForDeliveryAsync(Given.Pull with { Pull = number }, Given.Now, WorkClass.Event, ct);
            await inbox.CompleteAsync([delivery.Id], ct);
            Console.WriteLine(number);
        });

    /// <summary>Prints the id of each acknowledged delivery until the process is killed.</summary>
    private static async Task WriteAsync(Inbox inbox)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, int.MaxValue), async (_, ct) =>
        {
            var delivery = Given.Delivery();
            await inbox.AddAsync(delivery, ct);
            Console.WriteLine(delivery.Id);
        });
    }
}
