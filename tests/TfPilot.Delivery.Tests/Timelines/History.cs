using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Delivery.Tests.Timelines;

/// <summary>The history of one pull request; each entry is written as the App writes it, and read back.</summary>
internal sealed class History
{
    public const string Head = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string Settings = "cccccccccccccccccccccccccccccccccccccccc";

    private readonly List<RecordedEntry> entries = [];
    private AuditHead head = AuditHead.Start(11);

    public IReadOnlyList<RecordedEntry> Entries => entries;

    public History Add(AuditNote note, DateTimeOffset? at = null)
    {
        var entry = AuditEntry.After(head, note, at ?? Given.Now.AddMinutes(entries.Count));
        head = entry.Head;
        entries.Add(AuditEntryReader.TryRead(entry.Line)!);
        return this;
    }

    public History Add(AuditKind kind, string what, params (string Name, string Value)[] evidence) =>
        Add(Note(kind, what, evidence));

    /// <summary>A decision about the head, with more evidence.</summary>
    public History Decide(string what, params (string Name, string Value)[] evidence) => DecideOn(Head, what, evidence);

    public History DecideOn(string commit, string what, params (string Name, string Value)[] evidence) =>
        Add(AuditKind.Decision, what, [("head", commit), ("base", $"main {Settings}"), .. evidence.Any(
            item => item.Name == "settings") ? [] : new[] { ("settings", Settings) }, .. evidence]);

    public static AuditNote Note(AuditKind kind, string what, params (string Name, string Value)[] evidence) =>
        new(kind, 22, 7, what)
        {
            By = kind is AuditKind.Lock or AuditKind.Unlock or AuditKind.Override or AuditKind.PolicyApproval
                or AuditKind.Refusal ? new Person(new(2002), "bob") : null,
            Evidence = [.. evidence.Select(item => new AuditEvidence(item.Name, item.Value))],
        };
}
