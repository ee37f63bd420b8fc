using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>
/// Converts the result of commands into effects with their audit entries, and into a reply with a reaction.
/// </summary>
internal static class AuditedEffects
{
    private const string DoneReaction = "+1";
    private const string RefusedReaction = "confused";
    private const string QueuedReaction = "eyes";

    public static IReadOnlyList<AuditedEffect> Of(CommandResult result, PullKey key, PullFacts facts, Person actor) =>
    [
        .. result.Effects
            .Select(effect => CommandAudit.Of(effect, key.Repository, facts, actor) is { } note
                ? new AuditedEffect(effect, note) : null).OfType<AuditedEffect>(),
        .. result.Refusals.Select(
            sentence => new AuditedEffect(null, CommandAudit.Refused(sentence, key.Repository, facts, actor))),
    ];

    public static CommandReply Reply(CommandResult result, bool allLocksAcquired) =>
        new(result.Refusals.Count > 0 ? RefusedReaction : allLocksAcquired ? DoneReaction : QueuedReaction,
            CommandText.Reply(result));
}
