using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Whether the environment is locked by another pull request or frozen, and the pull request's place in the lock queue.
/// </summary>
internal static class LockRequirement
{
    public static IEnumerable<RequirementResult> Locks(PullEvaluation pull)
    {
        if (pull.Participants is null) return [];
        if (pull.Participants.People.Locks is not { } locks)
            return [new(Environment: null, Decision.Error, "the locks could not be read",
                ["It is unknown whether an environment is locked; tfpilot retries automatically."])
                    { Step = "wait a minute, the locks could not be read" }];
        return from environment in pull.Environments
               from held in locks.Where(held => EnvironmentNames.IsSame(held.Environment, environment))
               orderby held.Pull
               select held.Pull == pull.Facts.Number ? Own(environment, held)
                   : Foreign(environment, held, pull.Facts.Number);
    }

    /// <summary>The holder of a lock, since when and why, and the queue.</summary>
    public static string Describe(HeldLock held) =>
        $"{Sentence(held.Environment, held)}{Waiting(held)}".TrimEnd('.') + ".";

    private static RequirementResult Own(string environment, HeldLock held) =>
        new(environment, Decision.Approved, $"holds the lock{Waiting(held)}", [Sentence(environment, held)]);

    private static RequirementResult Foreign(string environment, HeldLock held, int number)
    {
        var place = held.Queue.TakeWhile(waiting => waiting.Pull != number).Count() + 1;
        var words = held.Pull is { } holder ? string.Create(CultureInfo.InvariantCulture, $"locked by #{holder}")
            : $"frozen by {held.By}";
        var waits = place <= held.Queue.Count
            ? string.Create(CultureInfo.InvariantCulture, $", place {place} of {held.Queue.Count} in the queue") : "";
        return new(environment, Decision.Blocked, $"{words}{waits}",
            [$"{Sentence(environment, held)} The check is re-evaluated as soon as the lock is released."])
        {
            Step = held.Pull is { } locking
                ? string.Create(CultureInfo.InvariantCulture, $"wait for #{locking}, which locked it{waits}")
                : $"wait for the unlock, frozen by {held.By}",
        };
    }

    private static string Sentence(string environment, HeldLock held)
    {
        var time = held.Since is { } since
            ? string.Create(CultureInfo.InvariantCulture, $" ({since.UtcDateTime:yyyy-MM-dd HH:mm} UTC)") : "";
        return $"{held.By} {(held.Pull is null ? "froze" : "locked")} {environment}{time}: {held.Reason}.";
    }

    private static string Waiting(HeldLock held)
    {
        if (held.Queue.Count == 0) return "";
        var pulls = held.Queue.Select(waiting => string.Create(CultureInfo.InvariantCulture, $"#{waiting.Pull}"));
        return $", {string.Join(", ", pulls)} {(held.Queue.Count == 1 ? "waits" : "wait")}";
    }
}
