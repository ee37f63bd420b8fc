using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>
/// Converts the result of commands into effects with their audit entries, and into a reply with a reaction.
/// </summary>
internal static class AuditedEffects
{
    private const string Done = "+1";
    private const string Refused = "confused";
    private const string Waits = "eyes";

    public static IReadOnlyList<AuditedEffect> Of(CommandResult answer, PullKey key, PullFacts facts, Person by) =>
    [
        .. answer.Effects
            .Select(effect => CommandAudit.Of(effect, key.Repository, facts, by) is { } note
                ? new AuditedEffect(effect, note) : null).OfType<AuditedEffect>(),
        .. answer.Refusals.Select(
            sentence => new AuditedEffect(null, CommandAudit.Refused(sentence, key.Repository, facts, by))),
    ];

    public static CommandReply Reply(CommandResult answer, bool isAtOnce) =>
        new(answer.Refusals.Count > 0 ? Refused : isAtOnce ? Done : Waits, CommandText.Reply(answer));
}
