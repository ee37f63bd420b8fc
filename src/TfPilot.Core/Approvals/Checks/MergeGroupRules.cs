using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Decides whether a merge queue group may merge: every pull request in it must pass at its own head. Two pull requests
/// that change the same environment have no combined plan unless the group itself was planned.
/// </summary>
public static class MergeGroupRules
{
    /// <param name="members">Null when the pull requests of the group are unknown.</param>
    /// <param name="planned">The environments planned by trusted evidence of the group's own head.</param>
    public static CheckVerdict Decide(
        string baseBranch, IReadOnlyList<PullEvaluation>? members, IReadOnlyList<string> planned)
    {
        IReadOnlyList<string> reasons = members is not { Count: > 0 }
            ? ["The pull requests of this group could not be determined, so it cannot merge."]
            : [.. members.OrderBy(pull => pull.Facts.Number).Select(pull => Renewed(pull, planned)).SelectMany(Missing),
                .. Shared(members, planned)];
        var outcome = reasons.Count == 0 ? CheckOutcome.Success : CheckOutcome.Failure;
        var title = reasons.Count == 0 ? "Everything in the group is approved" : reasons[0];
        var lines = string.Concat(reasons.Select(reason => $"- {MarkdownText.Escape(VisibleText.Of(reason))}\n"));
        return new(CheckRules.RequiredName(baseBranch), IsRequired: true, outcome,
            TextColumns.TruncateAtWord(VisibleText.Of(title), CheckVerdict.TitleLength),
            $"**{MarkdownText.Escape(VisibleText.Of(title))}**\n\n{lines}");
    }

    /// <summary>
    /// The environments that the group's own evidence plans, as input for <see cref="Decide"/>: the plan must contain
    /// every project that the members planned there, without failures or blocking rules.
    /// </summary>
    /// <param name="together">The facts of one member combined with the evidence of the group's head.</param>
    public static IReadOnlyList<string> Planned(IReadOnlyList<PullEvaluation> members, PullEvaluation together)
    {
        if (together.Newest is not { IsTrusted: true, Facts.Problems.Count: 0 }) return [];
        var wanted = members.SelectMany(pull => pull.Projects)
            .ToLookup(project => project.Environment, project => project.Evidence.Facts.Name,
                StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from projects in together.Projects.GroupBy(
                project => project.Environment, StringComparer.OrdinalIgnoreCase)
               where projects.All(project => project.Evidence.IsTrusted)
               where Review.Of([.. projects.Select(project => project.Review)], []).Verdict < Verdict.Blocked
               where wanted[projects.Key].All(name => projects.Any(project => project.Evidence.Facts.Name == name))
               select projects.Key ?? Unassigned,
        ];
    }

    private const string Unassigned = "files outside all environments";

    /// <summary>The group's plan includes the base branch changes made since a member was planned.</summary>
    private static PullEvaluation Renewed(PullEvaluation pull, IReadOnlyList<string> planned)
    {
        if (pull.Facts.People is not { StalePlans: { Count: > 0 } stale } people) return pull;
        IReadOnlyList<string?> left = [.. stale.Where(
            environment => !planned.Contains(environment ?? Unassigned, StringComparer.OrdinalIgnoreCase))];
        return left.Count == stale.Count ? pull
            : new(pull.Facts with { People = people with { StalePlans = left } });
    }

    private static IEnumerable<string> Missing(PullEvaluation pull) => pull.Checks switch
    {
        [{ Outcome: CheckOutcome.Success }, ..] => [],
        [var required, ..] => [$"#{pull.Facts.Number} cannot merge: {required.Title}"],
        _ => [$"#{pull.Facts.Number} cannot merge: it is closed"],
    };

    private static IEnumerable<string> Shared(IReadOnlyList<PullEvaluation> members, IReadOnlyList<string> planned) =>
        members.OrderBy(pull => pull.Facts.Number)
            .SelectMany(pull => pull.ApprovalScopes,
                (pull, environment) => (pull.Facts.Number, environment: environment ?? Unassigned))
            .GroupBy(touch => touch.environment, StringComparer.OrdinalIgnoreCase)
            .Where(touch => touch.Count() > 1 && !planned.Contains(touch.Key, StringComparer.OrdinalIgnoreCase))
            .Select(touch => $"{string.Join(" and ", touch.Select(one => $"#{one.Number}"))} both change " +
                $"{touch.Key}, and there is no plan of the combination");
}
