namespace TfPilot.Storage.Tests;

/// <summary>
/// A process of its own, for the tests that kill one or need several: `migrate CONNECTION` and `write CONNECTION`.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        await using var database = Given.Opened(arguments[1]);
        await database.MigrateAsync(default);
        if (arguments[0] == "write") await WriteAsync(new Inbox(database));
    }

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
