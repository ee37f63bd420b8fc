using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>
/// Lists parked deliveries and pull requests with their reasons, for operators: <c>tfpilot-app parked</c>.
/// </summary>
internal sealed class DeadLetterReport(Database database)
{
    public const string Command = "parked";

    private readonly Inbox inbox = new(database);
    private readonly PullQueue queue = new(database);
    private readonly InstallationStore installations = new(database);

    public async Task<int> WriteAsync(TextWriter output, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var delivery in await inbox.DeadLettersAsync(ct))
            lines.Add($"{delivery.Received:u} delivery {delivery.Id} ({VisibleText.Of(delivery.Event)}): " +
                $"{VisibleText.Of(delivery.Reason)}");
        foreach (var installation in await installations.ListAsync(ct))
            lines.AddRange((await queue.DeadLettersAsync(installation, ct)).Select(Line));
        foreach (var line in lines) await output.WriteLineAsync(line);
        if (lines.Count == 0) await output.WriteLineAsync("Nothing is parked.");
        return 0;
    }

    private static string Line(DeadLetterPull pull) =>
        $"{pull.Tried:u} pull request {pull.Key.Pull} of repository {pull.Key.Repository}, installation " +
        $"{pull.Key.Installation}, after {pull.Attempts} attempts: {VisibleText.Of(pull.Reason)}";
}
