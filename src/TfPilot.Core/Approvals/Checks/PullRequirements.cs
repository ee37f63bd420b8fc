using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Requirements for the pull request itself and for the settings.</summary>
internal static class PullRequirements
{
    public static RequirementResult BrokenSettings(EffectiveSettings settings) => new(
        Environment: null,
        Decision.Error,
        $"the settings of {settings.Branch} have problems",
        [.. settings.Problems.Select(Sentence),
            $"No check can pass until {settings.Branch} has valid settings: fix them in a separate pull request."])
    {
        Topic = "settings",
        Step = $"fix the settings of {settings.Branch}",
    };

    public static IEnumerable<RequirementResult> Draft(PullEvaluation pull)
    {
        if (pull.Facts.State == PullState.Draft)
            yield return new(Environment: null, Decision.Pending, "this is a draft",
                ["A draft is evaluated as soon as it is marked ready for review."])
            { Step = "mark the pull request ready for review" };
    }

    public static IEnumerable<RequirementResult> Branch(PullEvaluation pull) =>
        from name in pull.Environments
        let environment = pull.Facts.Settings.Find(name)
        where environment is not null && environment.Branch != pull.Facts.BaseBranch
        select new RequirementResult(name, Decision.Pending, $"changes must target {environment.Branch}",
            [$"This pull request targets {pull.Facts.BaseBranch}, but changes to {name} must target " +
                $"{environment.Branch}: retarget it, or open another pull request there."])
        {
            Step = $"retarget the pull request to {environment.Branch}",
        };

    public static IEnumerable<RequirementResult> Base(PullEvaluation pull) =>
        from environment in pull.ApprovalScopes
        where pull.Participants?.People.StalePlans.Any(
            stale => EnvironmentNames.IsSame(stale, environment)) == true
        select new RequirementResult(environment, Decision.Pending, $"{pull.Facts.BaseBranch} moved on",
            [$"Files of {environment ?? "the plan"} changed on {pull.Facts.BaseBranch} since the plan, so the plan " +
                "is outdated. Update the branch; this starts a new plan."])
        {
            Step = $"update the branch, {pull.Facts.BaseBranch} changed since the plan",
        };

    public static string Sentence(Problem problem) =>
        problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? problem.Message
        : $"{problem.Path}: {problem.Message}";
}
