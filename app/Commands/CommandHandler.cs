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
    InstallationTokens tokens, PullFactsReader factsReader, CommandStore store, ConsentStore consents,
    QuestionAnswers answers, PullMarker marker, Signals signals, TimeProvider clock,
    ILogger<CommandHandler> log)
{
    /// <summary>
    /// Handles a comment that may contain commands. Its text and author are read from GitHub, not from the webhook.
    /// </summary>
    /// <returns>False while another worker has the claim; retry, because that worker may fail.</returns>
    public async Task<bool> HandleAsync(PullKey key, CommentId id, CancellationToken ct)
    {
        var comment = new CommandComment(key, id.Value);
        if (await store.ClaimAsync(comment, clock.GetUtcNow(), ct) is not { } lease)
            return await store.IsDoneAsync(comment, ct);
        try
        {
            if (await AnswerAsync(lease, id, ct) is var (reply, changesLocks))
            {
                await ReplyAsync(lease, id, reply, ct);
                await marker.MarkAsync(key, changesLocks, ct);
                signals.Requests.Set();
                signals.Proposals.Set();
            }

            await store.CompleteAsync(comment, ct);
            return true;
        }
        catch (GitHubException)
        {
            await store.ReleaseAsync(comment, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Revokes the consents of an edited or deleted comment, because after an edit the author of the text is unknown.
    /// </summary>
    public async Task RevokeAsync(PullKey key, CommentId id, CancellationToken ct)
    {
        if (await consents.MarkEditedAsync(key, id.Value, ct)) await marker.MarkAsync(key, changesLocks: false, ct);
    }

    /// <returns>Null when there is nothing to answer. For a decision of an earlier attempt, <c>ChangesLocks</c> is
    /// true, because whether it changed locks is unknown.</returns>
    private async Task<(CommandReply Reply, bool ChangesLocks)?> AnswerAsync(
        CommandLease lease, CommentId id, CancellationToken ct)
    {
        if (lease.Reply is { } storedReply) return (storedReply, true);
        var start = clock.GetTimestamp();
        var key = lease.Comment.Key;
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        if (await ReadAsync(repository, id, ct) is not { IsEdited: false, IsTyped: true, By: { IsBot: false } by } text
            || text.Number.Value != key.Pull) return null;
        if (CommandReader.Read(text.Body) is not { Count: > 0 } commands) return null;
        if (text.HasReactions && lease.Attempt == 1 && await HasOwnReactionAsync(repository, id, ct)) return null;
        using var gathered = await factsReader.ReadAsync(repository, key, new([by]), ct);
        var pull = gathered.Evaluation;
        if (pull.Facts.State == PullState.Closed && !commands.Any(command => command.IsForMerged))
            commands = [.. commands.Where(command => command.AnswersClosed)];
        if (commands.Count == 0) return null;
        var result = await answers.AnswerAsync(
            CommandRules.Answer(pull, by, text.Created, commands), repository, key, ct);
        var steps = AuditedEffects.Of(result, key, pull.Facts, by);
        var reply = await store.DecideAsync(
            lease.Comment, steps, allLocksAcquired => AuditedEffects.Reply(result, allLocksAcquired), clock.GetUtcNow(),
            ct);
        log.CommandsAnswered(
            string.Join(' ', commands.Select(command => command.GetType().Name)), $"comment {id}", key.Pull,
            key.Repository, key.Installation, by.Id.Value,
            result.Effects.Count, result.Refusals.Count, clock.Milliseconds(start));
        return reply is null ? null
            : (reply,
                result.Effects.Any(
                    effect => effect is CommandEffect.Take or CommandEffect.Freeze or CommandEffect.Release));
    }

    /// <summary>
    /// Whether the App itself has reacted, which shows that it answered before its database was replaced. Other
    /// accounts' reactions are ignored.
    /// </summary>
    private async Task<bool> HasOwnReactionAsync(InstalledRepository repository, CommentId id, CancellationToken ct)
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
        catch (GitHubException notFound) when (notFound.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task ReplyAsync(CommandLease lease, CommentId id, CommandReply reply, CancellationToken ct)
    {
        var (key, number) = (lease.Comment.Key, new PullNumber(lease.Comment.Key.Pull));
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.WriteComments, ct);
        var marker = $"<!-- tfpilot:answer {id} -->";
        // GitHub may have accepted the reply of an earlier attempt whose response was lost.
        if (reply.Text is { } text && (lease.Attempt == 1 || !await HasReplyAsync(key, number, marker, ct)))
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
        catch (GitHubException notFound) when (notFound.Kind == GitHubErrorKind.NotFound)
        {
            // The comment was deleted meanwhile: the command is decided, and no reply is needed.
        }
    }

    private async Task<bool> HasReplyAsync(PullKey key, PullNumber number, string marker, CancellationToken ct)
    {
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var conversation = await reader.Client.ReadConversationAsync(reader.Name, number, ct);
        return conversation.Comments.Any(
            comment => comment.IsOwn && comment.Body.Contains(marker, StringComparison.Ordinal));
    }
}
