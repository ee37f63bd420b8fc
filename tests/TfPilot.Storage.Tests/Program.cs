namespace TfPilot.Storage.Tests;

/// <summary>
/// A process of its own, for the tests that kill one or need several: `migrate CONNECTION`, `write CONNECTION` and
/// `mark CONNECTION`.
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
    /// Prints the number of every pull request after its mark, which is followed by the end of its delivery, until it
    /// is killed.
    /// </summary>
    private static async Task MarkAsync(Inbox inbox, PullQueue queue) =>
        await Parallel.ForEachAsync(Enumerable.Range(1, int.MaxValue - 1), async (number, ct) =>
        {
            var delivery = Given.Delivery();
            await inbox.AddAsync(delivery, ct);
            await queue.MarkForDeliveryAsync(Given.Pull with { Pull = number }, Given.Now, WorkClass.Event, ct);
            await inbox.DoneAsync([delivery.Id], ct);
            Console.WriteLine(number);
        });

    /// <summary>Prints the id of every delivery after it was acknowledged, until it is killed.</summary>
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
