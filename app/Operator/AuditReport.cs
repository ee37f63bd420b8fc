using TfPilot.Core.Audit;
using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>
/// The audit logs of all installations, for operators: <c>tfpilot-app audit export</c> and <c>tfpilot-app audit
/// verify</c>.
/// </summary>
internal sealed class AuditReport(Database database)
{
    public const string Command = "audit";
    public const string Export = "export";
    public const string Verify = "verify";

    private const int NotIntact = 1;

    private readonly AuditStore audit = new(database);

    /// <summary>Writes every entry as one line of JSON, the input of <c>tfpilot audit verify</c>.</summary>
    public async Task<int> ExportAsync(TextWriter output, CancellationToken ct)
    {
        foreach (var installation in await audit.ListAsync(ct))
        {
            await foreach (var line in audit.ReadAsync(installation, ct)) await output.WriteAsync($"{line}\n");
        }

        return 0;
    }

    /// <summary>Verifies that each audit log is unchanged and ends at its stored head.</summary>
    public async Task<int> VerifyAsync(TextWriter output, CancellationToken ct)
    {
        var isIntact = true;
        foreach (var installation in await audit.ListAsync(ct))
        {
            var lines = new List<string>();
            var end = await audit.HeadAsync(installation, ct); // Read first: later entries follow it.
            await foreach (var line in audit.ReadAsync(installation, ct)) lines.Add(line);
            var verdict = AuditChain.Verify(lines, end.Hash);
            isIntact &= verdict.IsIntact;
            foreach (var text in AuditText.Lines(verdict)) await output.WriteLineAsync(text);
        }

        return isIntact ? 0 : NotIntact;
    }
}
