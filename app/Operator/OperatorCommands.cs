using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>An operator command. The result is the exit code.</summary>
internal sealed record OperatorCommand(string Words, string Summary, Func<Database, TextWriter, Task<int>> RunAsync);

/// <summary>The operator commands, which read the database and exit; the server may run at the same time.</summary>
internal static class OperatorCommands
{
    public static readonly IReadOnlyList<OperatorCommand> All =
    [
        new(DeadLetterReport.Command, "list parked work (the dead letter queue) with reasons",
            (database, output) => new DeadLetterReport(database).WriteAsync(output, CancellationToken.None)),
        new($"{AuditReport.Command} {AuditReport.Verify}", "verify the audit log",
            (database, output) => new AuditReport(database).VerifyAsync(output, CancellationToken.None)),
        new($"{AuditReport.Command} {AuditReport.Export}", "export the audit log as JSON lines",
            (database, output) => new AuditReport(database).ExportAsync(output, CancellationToken.None)),
        Trace("ID"),
    ];

    /// <summary>Null when the arguments name no command.</summary>
    public static OperatorCommand? Find(IReadOnlyList<string> arguments) =>
        arguments is [TraceReport.Command, var id] ? Trace(id)
        : string.Join(' ', arguments) is var words ? All.FirstOrDefault(command => command.Words == words)
        : null;

    private static OperatorCommand Trace(string id) => new(
        $"{TraceReport.Command} ID", "print the audit entries that a delivery or run caused",
        (database, output) => new TraceReport(database).WriteAsync(id, output, CancellationToken.None));
}
