using System.Globalization;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Records;

/// <summary>
/// Reads the output of <c>terraform apply -json</c> or <c>tofu apply -json</c>, and of plan, destroy, refresh and init.
/// The parts of the log may end anywhere, and its size is not limited.
/// </summary>
/// <param name="mask">Masks the secrets in a diagnostic. Null when they are unknown; the details of diagnostics are
/// then omitted.</param>
public sealed class ApplyLogReader(Func<string, string>? mask)
{
    internal const int MaxChanges = 20_000;
    internal const int MaxDiagnostics = 100;
    private const int MaxTypes = 200;
    private const int MaxSummaries = 100;
    private const int MaxTextLength = 2_000;
    private const int MaxNameLength = 1_000;

    private static readonly byte[] Interruption = "Interrupt received"u8.ToArray();

    private readonly Dictionary<string, int> messages = new(StringComparer.Ordinal);
    private readonly List<ChangeSummary> summaries = [];
    private readonly Dictionary<(string Address, string Action), int> open = [];
    private readonly List<AppliedChange> changes = [];
    private readonly List<DriftedObject> drift = [];
    private readonly List<LogDiagnostic> diagnostics = [];
    private JsonMessages? splitter;
    private ApplyLog log = new();

    private JsonMessages Splitter => splitter ??= new(Read, Skip);

    /// <summary>Reads the next part of the log as UTF-8.</summary>
    public void Read(ReadOnlySpan<byte> utf8) => Splitter.Read(utf8);

    /// <summary>Ends one of several logs.</summary>
    public void EndLog() => Splitter.End();

    /// <summary>The content of all logs.</summary>
    public ApplyLog End()
    {
        EndLog();
        return log with
        {
            Messages = messages,
            Summaries = summaries,
            Changes = changes,
            Drift = drift,
            Diagnostics = diagnostics,
        };
    }

    private void Skip(ReadOnlySpan<byte> line) => log = log with
    {
        SkippedLines = log.SkippedLines + 1,
        WasInterrupted = log.WasInterrupted || line.IndexOf(Interruption) >= 0,
    };

    private void Read(JsonElement message)
    {
        var type = Text(message, "type") ?? "";
        if (messages.ContainsKey(type) || messages.Count < MaxTypes)
            messages[type] = messages.GetValueOrDefault(type) + 1;
        ReadTime(message);
        switch (type)
        {
            case "version":
                var tool = message.TryGetProperty("tofu", out _) ? "tofu" : "terraform";
                log = log with { Tool = tool, Version = Name(message, tool) };
                break;
            case "change_summary" when Object(message, "changes") is { } counts && summaries.Count < MaxSummaries:
                summaries.Add(Summary(counts));
                break;
            case "apply_start" or "apply_complete" or "apply_errored" when Object(message, "hook") is { } hook:
                ReadChange(type, hook);
                break;
            case "resource_drift" when Object(message, "change") is { } change:
                ReadDrift(change);
                break;
            case "diagnostic" when Object(message, "diagnostic") is { } diagnostic:
                ReadDiagnostic(diagnostic);
                break;
            case "log" when Text(message, "@message")?.Contains("Interrupt received", StringComparison.Ordinal) == true:
                log = log with { WasInterrupted = true };
                break;
        }

        if (type.EndsWith("_errored", StringComparison.Ordinal)) log = log with { HasErrors = true };
    }

    private void ReadTime(JsonElement message)
    {
        if (DateTimeOffset.TryParse(
            Text(message, "@timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            log = log with { Started = log.Started ?? at, Ended = at };
    }

    private void ReadChange(string type, JsonElement hook)
    {
        if (Object(hook, "resource") is not { } resource || Name(resource, "addr") is not { } address) return;
        var action = Name(hook, "action") ?? "";
        if (!open.TryGetValue((address, action), out var at))
        {
            if (changes.Count == MaxChanges)
            {
                log = log with { MoreChanges = log.MoreChanges + (type == "apply_start" ? 1 : 0) };
                return;
            }

            at = changes.Count;
            changes.Add(new(address, action, ChangeResult.Started, null));
            open[(address, action)] = at;
        }

        if (type == "apply_start") return;
        open.Remove((address, action)); // A deposed object is deleted under the address of the current one.
        changes[at] = changes[at] with
        {
            Result = type == "apply_complete" ? ChangeResult.Complete : ChangeResult.Errored,
            Seconds = hook.TryGetProperty("elapsed_seconds", out var seconds)
                && seconds.ValueKind == JsonValueKind.Number ? seconds.GetDouble() : null,
        };
    }

    private void ReadDrift(JsonElement change)
    {
        if (Object(change, "resource") is not { } resource || Name(resource, "addr") is not { } address
            || Name(change, "action") is not { } action || action == "move" || drift.Count == MaxChanges) return;
        drift.Add(new(address, action));
    }

    private void ReadDiagnostic(JsonElement diagnostic)
    {
        var severity = Text(diagnostic, "severity") == "warning" ? "warning" : "error";
        if (severity == "error") log = log with { HasErrors = true };
        if (diagnostics.Count == MaxDiagnostics)
        {
            log = log with { MoreDiagnostics = log.MoreDiagnostics + 1 };
            return;
        }

        var range = Object(diagnostic, "range");
        var start = range is { } place ? Object(place, "start") : null;
        diagnostics.Add(new(
            severity, Masked(Text(diagnostic, "summary")) ?? "",
            mask is null ? null : Masked(Text(diagnostic, "detail")),
            Name(diagnostic, "address"), range is { } at ? Name(at, "filename") : null,
            start is { } position ? Number(position, "line") : null));
    }

    /// <summary>Masked before it is truncated, because a part of a secret is not recognized.</summary>
    private string? Masked(string? text) =>
        text is null ? null : TextColumns.Truncate(mask is null ? text : mask(text), MaxTextLength);

    private static ChangeSummary Summary(JsonElement counts)
    {
        int Count(string name) => Number(counts, name) ?? 0;
        return new(
            Name(counts, "operation") ?? "", Count("add"), Count("change"), Count("remove"), Count("import"),
            Count("forget"));
    }

    private static int? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) ? number : null;

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static string? Name(JsonElement parent, string name) =>
        Text(parent, name) is { } text ? TextColumns.Truncate(text, MaxNameLength) : null;
}
