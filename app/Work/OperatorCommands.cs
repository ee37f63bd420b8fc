using TfPilot.App.Audit;
using TfPilot.Storage;

namespace TfPilot.App.Work;

/// <summary>What the program does for whoever operates it, beside the one that runs: it reads the database and ends.</summary>
internal static class OperatorCommands
{
    private static readonly IReadOnlyDictionary<string, Func<Database, TextWriter, Task<int>>> All = new Dictionary<string, Func<Database, TextWriter, Task<int>>>
    {
        [ParkedReport.Command] = (database, output) => new ParkedReport(database).WriteAsync(output, CancellationToken.None),
        [$"{AuditReport.Command} {AuditReport.Export}"] = (database, output) => new AuditReport(database).ExportAsync(output, CancellationToken.None),
        [$"{AuditReport.Command} {AuditReport.Verify}"] = (database, output) => new AuditReport(database).VerifyAsync(output, CancellationToken.None),
    };

    /// <summary>Null when the arguments ask for none. The result is the exit code.</summary>
    public static Func<Database, TextWriter, Task<int>>? Find(IEnumerable<string> arguments) => All.GetValueOrDefault(string.Join(' ', arguments));
}
