using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>
/// The audit entries that one delivery or run caused, in all repositories, for operators: <c>tfpilot-app trace ID</c>.
/// </summary>
internal sealed class TraceReport(Database database)
{
    public const string Command = "trace";

    private const int NotFound = 1;

    private readonly AuditStore audit = new(database);

    /// <summary>Writes each entry as a line of JSON.</summary>
    public async Task<int> WriteAsync(string id, TextWriter output, CancellationToken ct)
    {
        var count = 0;
        foreach (var installation in await audit.ListAsync(ct))
        {
            foreach (var line in await audit.ReadTraceAsync(installation, id, ct))
            {
                await output.WriteAsync($"{line}\n");
                count++;
            }
        }

        return count > 0 ? 0 : NotFound;
    }
}
