using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>What is asked of the pull request itself and of the settings.</summary>
internal static class PullRequirements
{
    public static RequirementResult BrokenSettings(EffectiveSettings settings) => new(
        Environment: null,
        Decision.Error,
        $"the settings of {settings.Branch} have problems",
        [.. settings.Problems.Select(Sentence), $"Nothing can pass until {settings.Branch} has settings that can be read: mend them in a pull request of their own."])
    {
        Topic = "settings",
        Step = $"fix the settings of {settings.Branch}",
    };

    public static IEnumerable<RequirementResult> Draft(PullEvaluation pull)
    {
        if (pull.Facts.State == PullState.Draft)
            yield return new(Environment: null, Decision.Pending, "this is a draft", ["A draft is decided as soon as it is marked ready for review."]) { Step = "mark the pull request ready for review" };
    }

    public static IEnumerable<RequirementResult> Branch(PullEvaluation pull) =>
        from name in pull.Environments
        let environment = pull.Facts.Settings.Find(name)
        where environment is not null && environment.Branch != pull.Facts.BaseBranch
        select new RequirementResult(name, Decision.Pending, $"changes only through {environment.Branch}",
            [$"This pull request goes into {pull.Facts.BaseBranch}, and changes of {name} are decided on {environment.Branch} alone: retarget it, or bring the change there in another one."])
        {
            Step = $"retarget the pull request to {environment.Branch}",
        };

    public static IEnumerable<RequirementResult> Base(PullEvaluation pull) =>
        from environment in pull.ApprovalScopes
        where pull.Participants?.People.StalePlans.Any(overtaken => PullEvaluation.IsSame(overtaken, environment)) == true
        select new RequirementResult(environment, Decision.Pending, $"{pull.Facts.BaseBranch} moved on",
            [$"Files of {environment ?? "what was planned"} changed on {pull.Facts.BaseBranch} since it was planned, so the plan is not what would be applied. Update the branch; that plans it again."])
        {
            Step = $"update the branch, {pull.Facts.BaseBranch} changed since the plan",
        };

    public static string Sentence(Problem problem) =>
        problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? problem.Message : $"{problem.Path}: {problem.Message}";
}
