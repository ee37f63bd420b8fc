using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>
/// Handles the commands in comments, each comment once: executes permitted commands and replies to the others with the
/// reason for the refusal.
/// </summary>
internal sealed class CommandHandler(
    InstallationTokens tokens, PullFactsReader gathering, CommandStore desk, ConsentStore consents,
    PullMarker concerned, TimeProvider clock,
    ILogger<CommandHandler> log)
{
    /// <summary>
    /// Handles a comment that may contain commands. Its text and author are read from GitHub, not from the webhook.
    /// </summary>
    /// <returns>False while another worker has the claim; retry, because that worker may fail.</returns>
    public async Task<bool> HandleAsync(PullKey key, CommentId id, CancellationToken ct)
    {
        var comment = new CommandComment(key, id.Value);
        if (await desk.ClaimAsync(comment, clock.GetUtcNow(), ct) is not { } claim)
            return await desk.IsDoneAsync(comment, ct);
        try
        {
            if (await AnswerAsync(claim, id, ct) is var (reply, movesLocks))
            {
                await ReplyAsync(claim, id, reply, ct);
                await concerned.MarkAsync(key, movesLocks, ct);
            }

            await desk.CompleteAsync(comment, ct);
            return true;
        }
        catch (GitHubException)
        {
            await desk.ReleaseAsync(comment, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Revokes the consents of an edited or deleted comment, because after an edit the author of the text is unknown.
    /// </summary>
    public async Task RevokeAsync(PullKey key, CommentId id, CancellationToken ct)
    {
        if (await consents.MarkEditedAsync(key, id.Value, ct)) await concerned.MarkAsync(key, movesLocks: false, ct);
    }

    /// <returns>Null when there is nothing to answer. For a decision of an earlier attempt, <c>MovesLocks</c> is true,
    /// because whether it changed locks is unknown.</returns>
    private async Task<(CommandReply Reply, bool MovesLocks)?> AnswerAsync(
        CommandLease claim, CommentId id, CancellationToken ct)
    {
        if (claim.Reply is { } decided) return (decided, true);
        var begun = clock.GetTimestamp();
        var key = claim.Comment.Key;
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        if (await ReadAsync(repository, id, ct) is not { IsEdited: false, IsTyped: true, By: { IsBot: false } by } text
            || text.Number.Value != key.Pull) return null;
        if (CommandReader.Read(text.Body) is not { Count: > 0 } commands) return null;
        if (text.HasReactions && claim.Attempt == 1 && await ReactedAsync(repository, id, ct)) return null;
        using var gathered = await gathering.ReadAsync(repository, key, new([by]), ct);
        var pull = gathered.Evaluation;
        if (pull.Facts.State == PullState.Closed) return null;
        var answer = CommandRules.Answer(pull, by, text.Created, commands);
        var steps = AuditedEffects.Of(answer, key, pull.Facts, by);
        var reply = await desk.DecideAsync(
            claim.Comment, steps, isAtOnce => AuditedEffects.Reply(answer, isAtOnce), clock.GetUtcNow(), ct);
        log.CommandsAnswered(
            string.Join(' ', commands.Select(command => command.GetType().Name)), $"comment {id}", key.Pull,
            key.Repository, key.Installation, by.Id.Value,
            answer.Effects.Count, answer.Refusals.Count, clock.Milliseconds(begun));
        return reply is null ? null
            : (reply,
                answer.Effects.Any(
                    effect => effect is CommandEffect.Take or CommandEffect.Freeze or CommandEffect.Release));
    }

    /// <summary>
    /// Whether the App itself has reacted, which shows that it answered before its database was replaced. Other
    /// accounts' reactions are ignored.
    /// </summary>
    private async Task<bool> ReactedAsync(InstalledRepository repository, CommentId id, CancellationToken ct)
    {
        var people = await repository.Client.ListReactionsAsync(repository.Name, id, ct);
        if (!people.Any(person => person.IsBot)) return false;
        var own = $"{(await tokens.AsApp().ReadAppAsync(ct)).Slug}[bot]";
        return people.Any(
            person => person.IsBot && string.Equals(person.Login, own, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<CommentText?> ReadAsync(
        InstalledRepository repository, CommentId id, CancellationToken ct)
    {
        try
        {
            return await repository.Client.ReadCommentAsync(repository.Name, id, ct);
        }
        catch (GitHubException gone) when (gone.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task ReplyAsync(CommandLease claim, CommentId id, CommandReply reply, CancellationToken ct)
    {
        var (key, number) = (claim.Comment.Key, new PullNumber(claim.Comment.Key.Pull));
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Answer, ct);
        var marker = $"<!-- tfpilot:answer {id} -->";
        // GitHub may have accepted the reply of an earlier attempt whose response was lost.
        if (reply.Text is { } text && (claim.Attempt == 1 || !await IsThereAsync(key, number, marker, ct)))
            await writer.Client.CreateCommentAsync(writer.Name, number, $"{text}\n\n{marker}\n", ct);
        await ReactAsync(writer, id, reply.Reaction, ct);
    }

    private static async Task ReactAsync(
        InstalledRepository writer, CommentId id, string reaction, CancellationToken ct)
    {
        try
        {
            await writer.Client.ReactAsync(writer.Name, id, reaction, ct);
        }
        catch (GitHubException gone) when (gone.Kind == GitHubErrorKind.NotFound)
        {
            // The comment was deleted meanwhile: the command is decided, and no reply is needed.
        }
    }

    private async Task<bool> IsThereAsync(PullKey key, PullNumber number, string marker, CancellationToken ct)
    {
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var said = await reader.Client.ReadConversationAsync(reader.Name, number, ct);
        return said.Comments.Any(comment => comment.IsOwn && comment.Body.Contains(marker, StringComparison.Ordinal));
    }
}
