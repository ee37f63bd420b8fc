using TfPilot.Action.Commands;
using TfPilot.Action.Flows;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>A review by the effective settings, with its inputs.</summary>
internal sealed record JudgedJob(
    Review Review, ReviewFacts Facts, IReadOnlyList<Problem> Notes, Verdict? ProposedVerdict)
{
    /// <summary>The time of the newest plan, if a plan contains its time.</summary>
    public DateTimeOffset? PlannedAt =>
        Facts.Projects.Max(
            project => DateTimeOffset.TryParse(project.Plan.Timestamp, out var at) ? at : (DateTimeOffset?)null);
}

/// <summary>
/// Reads the plans of a review, or the facts of all reviews for publish, and evaluates them by the given settings.
/// </summary>
internal sealed class ReviewJob
{
    private readonly JobSettings settings;
    private readonly DateOnly today;
    private readonly ReviewInputs gathered;
    private readonly ReviewFacts facts;
    private readonly IReadOnlyList<UnplannedChange> unplanned;

    public ReviewJob(JobRequest request, JobSettings settings, DateOnly today)
    {
        (this.settings, this.today) = (settings, today);
        var publishes = request.Command == JobCommand.Publish;
        var files = publishes ? ReviewFiles.Find(request.Reviews) : request.Plans;
        var asked = new ReviewRequest(
            files, request.Name, request.Environment, request.Source, request.Config,
            publishes ? [] : request.Infracost, Trees: [], Outputs: [])
        { Sarif = publishes ? [] : request.Sarif, PlanText = publishes ? null : request.PlanText };
        gathered = new ReviewInputs(asked, today) { GivenSettings = settings.Settings };
        if (!publishes || files.Count > 0) gathered.Gather(Stream.Null, isPiped: false);
        IReadOnlyList<ProjectFacts> projects = [.. gathered.Cases.Select(project => project.Facts)];
        unplanned = publishes ? UnplannedChanges.Of(request.Projects, settings) : [];
        facts = new ReviewFacts(
            projects, [.. publishes ? MissingReviews.Of(request.Projects, projects) : [], .. gathered.Problems]);
    }

    /// <summary>The folders, from the repository's root, where comments ask to ignore findings.</summary>
    public IReadOnlyList<string> IgnoreFolders => gathered.IgnoreFolders;

    /// <summary>Whether the plans leave no managed resource in the state.</summary>
    public bool LeavesNothing => facts.Projects.All(project => project.Plan.LeavesNothing);

    /// <param name="accepted">The comments of the default branch in those folders.</param>
    public JudgedJob Judge(AcceptedIgnores accepted)
    {
        gathered.Accept(accepted);
        IReadOnlyList<Problem> problems = [.. settings.Problems, .. facts.Problems];
        return new(
            ReviewOf(problems, gathered.Cases.Select(project => project.Context)),
            facts,
            [.. settings.Settings.Notes, .. gathered.Notes],
            settings.Proposed?.Settings is { } proposed
                ? ReviewOf(problems,
                    facts.Projects.Select(_ => proposed.ContextOn(today) with { Ignores = accepted })).Verdict : null);
    }

    private Review ReviewOf(IReadOnlyList<Problem> problems, IEnumerable<ReviewContext> contexts) =>
        Review.Of([.. facts.Projects.Zip(contexts, ReviewRules.Judge)], problems) with { Unplanned = unplanned };
}
