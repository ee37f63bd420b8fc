using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Action.Commands;

/// <summary>Gather the plans, judge them, write the outputs.</summary>
internal static class ReviewFlow
{
    public static int Run(ReviewRequest request, Terminal terminal)
    {
        var projects = new List<ProjectReview>();
        var problems = new List<Problem>();
        foreach (var input in PlanInputs.Find(request.Plans, terminal.IsPiped))
        {
            switch (input.Then(found => Read(found, request, terminal.In)))
            {
                case Validated<IReadOnlyList<ProjectReview>>.Valid(var read): projects.AddRange(read); break;
                case Validated<IReadOnlyList<ProjectReview>>.Invalid(var found): problems.AddRange(found); break;
            }
        }

        var review = Review.Of(projects, problems);
        var unwritten = ReviewOutputs.Write(review, request, terminal);
        foreach (var problem in problems.Concat(unwritten)) terminal.Error.WriteLine($"tfpilot: {problem.Message}");
        return unwritten.Count > 0 ? CommandLine.BadUsage : review.ExitCode;
    }

    private static Validated<IReadOnlyList<ProjectReview>> Read(PlanInput input, ReviewRequest request, Stream standardInput)
    {
        var settings = RiskSettings.For(request.Environment);
        return PlanFile.Read(input, standardInput).Then<IReadOnlyList<ProjectReview>>(plans => plans
            .Select(plan => new ProjectReview(
                request.Name ?? input.Name,
                request.Environment,
                plan,
                PlanFingerprint.Of(plan, request.Environment, request.Trees),
                RiskRules.Assess(plan, settings)))
            .ToList());
    }
}
