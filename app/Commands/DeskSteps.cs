using TfPilot.Core.Approvals;
using TfPilot.Core.History;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>From an answer to what is done and shown: effects with what the history says of them, and a reaction.</summary>
internal static class DeskSteps
{
    private const string Done = "+1";
    private const string Refused = "confused";
    private const string Waits = "eyes";

    public static IReadOnlyList<DeskStep> Of(DeskAnswer answer, PullKey key, PullFacts facts, Person by) =>
    [
        .. answer.Effects.Select(effect => DeskNotes.Of(effect, key.Repository, facts, by) is { } note ? new DeskStep(effect, note) : null).OfType<DeskStep>(),
        .. answer.Refusals.Select(sentence => new DeskStep(null, DeskNotes.Refused(sentence, key.Repository, facts, by))),
    ];

    public static DeskReply Reply(DeskAnswer answer, bool isAtOnce) =>
        new(answer.Refusals.Count > 0 ? Refused : isAtOnce ? Done : Waits, DeskText.Reply(answer));
}
