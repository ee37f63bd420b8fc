using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Action.Commands;

/// <summary>Gather the plans, judge them, write the outputs.</summary>
internal static class ReviewFlow
{
    public static int Run(ReviewRequest request, Terminal terminal)
    {
        var facts = Gather(request, terminal);
        var review = Review.Of([.. facts.Projects.Select(project => ReviewRules.Judge(project, RiskSettings.For(project.Environment)))], facts.Problems);
        var unwritten = ReviewOutputs.Write(review, facts, request, terminal);
        foreach (var problem in facts.Problems.Concat(unwritten)) terminal.Error.WriteLine($"tfpilot: {problem.Message}");
        return unwritten.Count > 0 ? CommandLine.BadUsage : review.ExitCode;
    }

    private static ReviewFacts Gather(ReviewRequest request, Terminal terminal)
    {
        var known = new ReviewRequestFacts(request.Name, request.Environment, request.Trees, KeepUnchanged: false);
        var projects = new List<ProjectFacts>();
        var problems = new List<Problem>();
        foreach (var input in PlanInputs.Find(request.Plans, terminal.IsPiped))
        {
            switch (input.Then(found => PlanFile.Read(found, known, terminal.In)))
            {
                case Validated<ReviewFacts>.Valid(var read):
                    projects.AddRange(read.Projects);
                    problems.AddRange(read.Problems);
                    break;
                case Validated<ReviewFacts>.Invalid(var found):
                    problems.AddRange(found);
                    break;
            }
        }

        return new(projects, problems);
    }
}
