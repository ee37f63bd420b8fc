using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Requires a trusted plan of everything that changed.</summary>
internal static class PlanRequirements
{
    private const int MaxForeign = 5;
    private const int MaxMissing = 20;

    public static IEnumerable<RequirementResult> Missing(PullEvaluation pull)
    {
        foreach (var environment in Unplanned(pull).Where(environment => !ForeignOf(pull, environment).Any()))
        {
            yield return new(environment, Decision.Pending, $"waiting for the plan of {environment}",
            [
                $"{ReasonOf(pull, environment)}, and no plan of {environment} at {pull.Where} has arrived. Until " +
                    "then, it counts as the highest risk.",
                .. NoTrustedWorkflows(pull),
            ])
            {
                Step = PlanStep(pull),
            };
        }

        var unassigned = pull.Facts.Affected.Paths.Where(touch => touch.Environments.Count == 0)
            .Select(touch => touch.Path.ToString()).ToList();
        if (pull.Newest is not null || pull.Rejudged is { IsEnough: true }
            || (unassigned.Count == 0 && (pull.Facts.Affected.IsComplete || pull.RequiredEnvironments.Count > 0)))
            yield break;
        var what = unassigned.Count > 0 ? $"{PullEvaluation.Listed(unassigned)} may affect any plan"
            : "the list of changed files is incomplete";
        yield return new(Environment: null, Decision.Pending, "waiting for the plans",
            [$"{what}, and no evidence at {pull.Where} has arrived. Until then, this counts as the highest risk.",
                .. Unaccepted(pull.Rejudged), .. NoTrustedWorkflows(pull)])
        {
            Step = PlanStep(pull),
        };
    }

    /// <summary>
    /// Reports contradictory evidence: the documents with a project's newest plan, and the newest document of all.
    /// Evidence of untrusted jobs is reported where a plan is missing, so that users do not wait for a plan that
    /// already arrived.
    /// </summary>
    public static IEnumerable<RequirementResult> Untrusted(PullEvaluation pull)
    {
        foreach (var projects in pull.Projects.Where(project => !project.Evidence.IsTrusted)
            .GroupBy(project => project.Environment))
        {
            yield return Untrusted(projects.Key, projects.Select(project => project.Evidence.Document));
        }

        if (pull.Newest is { IsTrusted: false } newest
            && pull.Projects.All(project => project.Evidence.Document.Run != newest.Run))
            yield return Untrusted(environment: null, [newest]);

        foreach (var environment in Unplanned(pull).Where(environment => ForeignOf(pull, environment).Any()))
            yield return Foreign(environment, [.. ForeignOf(pull, environment)], pull);
        var others = pull.Foreign
            .Where(document => !pull.RequiredEnvironments.Any(environment => Names(document, environment))).ToList();
        if (pull.Newest is null && pull.Rejudged is not { IsEnough: true } && !pull.Facts.Affected.IsNothing
            && others.Count > 0) yield return Foreign(environment: null, others, pull);
    }

    /// <summary>Explains, in sentences, why documents of untrusted jobs are not used.</summary>
    public static IEnumerable<string> ForeignReasons(IReadOnlyList<EvidenceDocument> documents)
    {
        foreach (var document in documents.Take(MaxForeign))
            yield return $"{document.Run} is not used: {string.Join("; ", document.Objections)}.";
        if (documents.Count > MaxForeign) yield return $"{documents.Count - MaxForeign} more are not used.";
    }

    public static IEnumerable<RequirementResult> Unreadable(PullEvaluation pull)
    {
        if (pull.Newest is { IsTrusted: true, Facts.Problems: { Count: > 0 } problems })
            yield return new(Environment: null, Decision.Error, "an input could not be read",
                [.. problems.Select(PullRequirements.Sentence).Order(StringComparer.Ordinal)])
            {
                Step = "fix the unreadable input, then plan again",
            };
    }

    public static IEnumerable<RequirementResult> UnknownEnvironment(PullEvaluation pull) =>
        pull.Facts.Settings.Environments.Count == 0 ? []
        : from name in pull.Environments
          where pull.Facts.Settings.Find(name) is null
          select new RequirementResult(name, Decision.Pending, "the environment is not in the settings",
              [$"A plan is for environment {name}; the settings define " +
                  $"{string.Join(", ", pull.Facts.Settings.Environments.Select(environment => environment.Name))}."])
          {
              Step = "add the environment to the settings, or fix the plan",
          };

    private static IEnumerable<string> Unaccepted(Rejudging? rejudged)
    {
        if (rejudged is not { Missing: { Count: > 0 } missing }) yield break;
        yield return "Earlier plans cannot be reused. Plan again: " +
            $"{string.Join("; ", missing.Take(MaxMissing))}{More(missing.Count - MaxMissing)}.";
    }

    private static string More(int more) => more > 0 ? $"; and {more} more" : "";

    private static IEnumerable<string> Unplanned(PullEvaluation pull) =>
        pull.RequiredEnvironments.Where(
            environment => !pull.In(environment).Any() && !PlanCoverage.IsDeleted(pull, environment));

    private static IEnumerable<EvidenceDocument> ForeignOf(PullEvaluation pull, string environment) =>
        pull.Foreign.Where(document => Names(document, environment));

    private static bool Names(EvidenceDocument document, string environment) =>
        document.Facts.Projects.Any(project => EnvironmentNames.IsSame(project.Environment, environment));

    private static RequirementResult Foreign(
        string? environment, IReadOnlyList<EvidenceDocument> documents, PullEvaluation pull) => new(
        environment, Decision.Pending, "the plan came from an untrusted workflow",
        [.. ForeignReasons(documents),
            $"No plan at {pull.Where} from a trusted workflow has arrived. Until then, this counts as the " +
                "highest risk.", .. NoTrustedWorkflows(pull)]);

    private static RequirementResult Untrusted(string? environment, IEnumerable<EvidenceDocument> documents) => new(
        environment, Decision.Pending, "the evidence cannot be used",
        [
            .. documents.DistinctBy(document => document.Run).OrderBy(document => document.Run.Run)
                .ThenBy(document => document.Run.Attempt)
                .Select(
                    document =>
                        $"{document.Run} counts as the highest risk: {string.Join("; ", document.Objections)}."),
        ])
    {
        Step = "run the plan in a trusted workflow",
    };

    private static string PlanStep(PullEvaluation pull) =>
        pull.Facts.TrustsSomebody ? "wait for the plan, or re-run its workflow" : "trust the publishing workflow";

    private static string ReasonOf(PullEvaluation pull, string environment) =>
        pull.Claims[environment].ToList() is { Count: > 0 } paths
        ? $"{PullEvaluation.Listed(paths)} {(paths.Count == 1 ? "belongs" : "belong")} to {environment}"
        : "the list of changed files is incomplete";

    private static IEnumerable<string> NoTrustedWorkflows(PullEvaluation pull) =>
        pull.Facts.TrustsSomebody ? []
        : ["No workflow is trusted yet, so no evidence counts: add the publishing workflow to " +
        "TFPILOT_TRUSTED_WORKFLOWS."];
}
