using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>Executes the action of a check's button if the person who clicked it has the permission.</summary>
internal sealed class CheckActionHandler(
    InstallationTokens tokens, PullFactsReader factsReader, CommandStore commands, PullMarker marker,
    TimeProvider clock, ILogger<CheckActionHandler> log)
{
    /// <param name="actor">The person who clicked the button. Only the signed webhook names this person.</param>
    public async Task HandleAsync(PullKey key, Person actor, string check, string identifier, CancellationToken ct)
    {
        if (CheckButtons.CommandOf(identifier, check) is not { } command) return;
        var start = clock.GetTimestamp();
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        using var gathered = await factsReader.ReadAsync(repository, key, new([actor]), ct);
        var pull = gathered.Evaluation;
        if (pull.Facts.State == PullState.Closed && !command.IsForMerged) return;
        var now = clock.GetUtcNow();
        var result = CommandRules.Answer(pull, actor, now, [command]);
        await commands.RecordActionAsync(key, AuditedEffects.Of(result, key, pull.Facts, actor), now, ct);
        await marker.MarkAsync(key, changesLocks: command is PullCommand.Unlock, ct);
        log.CommandsAnswered(
            command.GetType().Name, "a button", key.Pull, key.Repository, key.Installation, actor.Id.Value,
            result.Effects.Count, result.Refusals.Count,
            clock.Milliseconds(start));
    }
}
