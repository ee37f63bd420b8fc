using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Decides who may lock and release an environment.</summary>
internal static class LockRules
{
    public static CommandResult Take(CommandContext context, string environment, string reason) =>
        context.Facts.State == PullState.Draft
        ? CommandResult.Refuses("A draft cannot take a lock: please mark the pull request ready for review first.")
        : context.People.Locks is null ? Unknown(environment)
        : CommandResult.Does(new CommandEffect.Take(environment, reason));

    public static CommandResult Freeze(CommandContext context, string environment, string reason) =>
        context.People.Locks is not { } locks ? Unknown(environment)
        : locks.Any(held => held.Pull is null && EnvironmentNames.IsSame(held.Environment, environment))
        ? CommandResult.Refuses($"{environment} is frozen already.")
        : CommandResult.Does(new CommandEffect.Freeze(environment, reason));

    /// <summary>
    /// The pull request's own lock comes first, then a freeze, then the lock of another pull request.
    /// </summary>
    public static CommandResult Release(CommandContext context, string environment)
    {
        if (context.People.Locks is not { } locks) return Unknown(environment);
        var all = locks.Where(held => EnvironmentNames.IsSame(held.Environment, environment)).SelectMany(Places)
            .OrderBy(place => place.Pull == context.Facts.Number ? 0 : place.Pull is null ? 1 : 2)
            .Where(place => place.Holds || place.Pull == context.Facts.Number).ToList();
        if (all.Count == 0) return CommandResult.Refuses($"{environment} is not locked.");
        return all.Find(place => context.IsAdmin || place.Taker == context.By.Id) is { } mine
            ? CommandResult.Does(new CommandEffect.Release(environment, mine.Pull, mine.Place))
            : CommandResult.Refuses(
                $"Sorry, {context.By.Login} may not unlock {environment}: {all[0].Login} locked it, and only " +
                    $"{all[0].Login} or an admin may release it.");
    }

    private static IEnumerable<TakenTicket> Places(HeldLock held) =>
        held.Queue
        .Select(waiting => new TakenTicket(waiting.Pull, waiting.By.Id, waiting.By.Login, waiting.Place, Holds: false))
        .Prepend(new(held.Pull, held.ById, held.By, held.Ticket, Holds: true));

    private static CommandResult Unknown(string environment) =>
        CommandResult.Refuses($"The lock of {environment} could not be read; try again in a minute.");

    private sealed record TakenTicket(int? Pull, UserId? Taker, string Login, long Place, bool Holds);
}
