using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>Executes the action of a check's button if the person who clicked it has the permission.</summary>
internal sealed class CheckActionHandler(
    InstallationTokens tokens, PullFactsReader gathering, CommandStore desk, PullMarker concerned, TimeProvider clock,
    ILogger<CheckActionHandler> log)
{
    /// <param name="by">The person who clicked the button. Only the signed webhook names this person.</param>
    public async Task HandleAsync(PullKey key, Person by, string check, string identifier, CancellationToken ct)
    {
        if (CheckButtons.CommandOf(identifier, check) is not { } command) return;
        var begun = clock.GetTimestamp();
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        using var gathered = await gathering.ReadAsync(repository, key, new([by]), ct);
        var pull = gathered.Evaluation;
        if (pull.Facts.State == PullState.Closed) return;
        var now = clock.GetUtcNow();
        var answer = CommandRules.Answer(pull, by, now, [command]);
        await desk.RecordActionAsync(key, AuditedEffects.Of(answer, key, pull.Facts, by), now, ct);
        await concerned.MarkAsync(key, movesLocks: command is PullCommand.Unlock, ct);
        log.CommandsAnswered(
            command.GetType().Name, "a button", key.Pull, key.Repository, key.Installation, by.Id.Value,
            answer.Effects.Count, answer.Refusals.Count,
            clock.Milliseconds(begun));
    }
}
