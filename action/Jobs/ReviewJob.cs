using TfPilot.Action.Commands;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>A review judged by the settings in force, with what it was made from.</summary>
internal sealed record JudgedJob(Review Review, ReviewFacts Facts, IReadOnlyList<Problem> Notes, Verdict? ProposedVerdict)
{
    /// <summary>When the newest plan was made, where any says.</summary>
    public DateTimeOffset? PlannedAt => Facts.Projects.Max(project => DateTimeOffset.TryParse(project.Plan.Timestamp, out var at) ? at : (DateTimeOffset?)null);
}

/// <summary>Gathers the plans of a review, or the facts of all reviews for publish, and judges them by given settings.</summary>
internal static class ReviewJob
{
    public static JudgedJob Judge(JobRequest request, JobSettings settings, DateOnly today)
    {
        var publishes = request.Command == JobCommand.Publish;
        var files = publishes ? ReviewFiles.Find(request.Reviews) : request.Plans;
        var asked = new ReviewRequest(
            files, request.Name, request.Environment, request.Source, request.Config, publishes ? [] : request.Infracost, Trees: [], Outputs: [])
        { Sarif = publishes ? [] : request.Sarif };
        var gathered = new ReviewCases(asked, today) { Given = settings.Settings };
        if (!publishes || files.Count > 0) gathered.Gather(Stream.Null, isPiped: false);
        IReadOnlyList<ProjectFacts> projects = [.. gathered.Cases.Select(project => project.Facts)];
        IReadOnlyList<Problem> missing = publishes ? MissingReviews.Of(request.Projects, projects) : [];
        var facts = new ReviewFacts(projects, [.. missing, .. gathered.Problems]);
        IReadOnlyList<Problem> problems = [.. settings.Problems, .. facts.Problems];
        return new(
            ReviewOf(facts, problems, gathered.Cases.Select(project => project.Context)),
            facts,
            [.. settings.Settings.Notes, .. gathered.Notes],
            settings.Proposed?.Settings is { } proposed ? ReviewOf(facts, problems, facts.Projects.Select(_ => proposed.ContextOn(today))).Verdict : null);
    }

    private static Review ReviewOf(ReviewFacts facts, IReadOnlyList<Problem> problems, IEnumerable<ReviewContext> contexts) =>
        Review.Of([.. facts.Projects.Zip(contexts, ReviewRules.Judge)], problems);
}
