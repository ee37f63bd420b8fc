using TfPilot.Action.Basics;
using TfPilot.Action.Flows;
using TfPilot.Action.Outputs;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Commands;

/// <summary>Reads the facts, evaluates them, and writes the outputs.</summary>
internal static class ReviewFlow
{
    public static int Run(ReviewRequest request, Terminal terminal, DateOnly today)
    {
        var gathered = new ReviewInputs(
            request, today)
        { NeedsTrees = request.Outputs.Any(output => output.ShowsFingerprint) };
        gathered.Gather(terminal.In, terminal.IsPiped);
        var facts = new ReviewFacts([.. gathered.Cases.Select(project => project.Facts)], gathered.Problems);
        var review = Review.Of(
            [.. gathered.Cases.Select(project => ReviewRules.Judge(project.Facts, project.Context))], facts.Problems);
        var unwritten = new ReviewOutputs(review, facts, UserTemplates.Find(request.Source), terminal).Write(
            request.Outputs);
        foreach (var note in gathered.Notes) terminal.PrintProblem(note, "note: ");
        foreach (var problem in facts.Problems.Concat(unwritten)) terminal.PrintProblem(problem);
        return unwritten.Count > 0 ? ExitCodes.BadUsage : review.ExitCode;
    }
}
