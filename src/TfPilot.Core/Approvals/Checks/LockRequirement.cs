namespace TfPilot.Core.Approvals;

/// <summary>Whether somebody else holds an environment.</summary>
internal static class LockRequirement
{
    public static IEnumerable<Standing> Locks(PullCase pull)
    {
        if (pull.Voters is null) return [];
        if (pull.Voters.People.Locks is not { } locks)
            return [new(Environment: null, Decision.Error, "the locks are not known", ["Nobody can tell whether an environment is locked; it is asked for again."])];
        return from environment in pull.Environments
               from held in locks.Where(held => PullCase.IsSame(held.Environment, environment) && held.Pull != pull.Facts.Number)
               orderby held.Pull
               select new Standing(environment, Decision.Blocked, held.Pull is { } number ? $"locked by #{number}" : $"frozen by {held.By}",
                   [$"{held.By} {(held.Pull is null ? "froze" : "locked")} {environment}: {held.Reason}. It is decided again as soon as it is free."]);
    }
}
