using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>What operators ask for beside the program that runs. The result is the exit code.</summary>
internal sealed record OperatorCommand(string Words, string Summary, Func<Database, TextWriter, Task<int>> RunAsync);

/// <summary>
/// What the program does for whoever operates it, beside the one that runs: it reads the database and ends.
/// </summary>
internal static class OperatorCommands
{
    public static readonly IReadOnlyList<OperatorCommand> All =
    [
        new(DeadLetterReport.Command, "what was given up, and why",
            (database, output) => new DeadLetterReport(database).WriteAsync(output, CancellationToken.None)),
        new($"{AuditReport.Command} {AuditReport.Verify}", "prove that the history is whole",
            (database, output) => new AuditReport(database).VerifyAsync(output, CancellationToken.None)),
        new($"{AuditReport.Command} {AuditReport.Export}", "write the history out",
            (database, output) => new AuditReport(database).ExportAsync(output, CancellationToken.None)),
    ];

    /// <summary>Null when the arguments ask for none.</summary>
    public static OperatorCommand? Find(IEnumerable<string> arguments) =>
        string.Join(' ', arguments) is var words ? All.FirstOrDefault(command => command.Words == words) : null;
}
