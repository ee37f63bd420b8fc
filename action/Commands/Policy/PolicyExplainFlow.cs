using TfPilot.Action.Basics;
using TfPilot.Action.Flows;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Commands;

/// <summary>Reads the facts as a review does, and explains one rule at one address.</summary>
internal static class PolicyExplainFlow
{
    public static int Run(string rule, string address, ReviewRequest request, Terminal terminal, DateOnly today)
    {
        var gathered = new ReviewInputs(request, today) { KeepUnchanged = true, NeedsTrees = false };
        gathered.Gather(terminal.In, terminal.IsPiped);
        foreach (var note in gathered.Notes) terminal.PrintProblem(note, "note: ");
        var answers = gathered.Problems.Count > 0 ? []
            : gathered.Cases
            .Select(project => (project.Facts.Name,
                Answer: ReviewRules.Explain(project.Facts, project.Context, rule, address))).ToList();
        var explained = answers.Select(
            answer => (answer.Name, (answer.Answer as Validated<PolicyExplanation>.Valid)?.Value))
                .Where(answer => answer.Value is not null).ToList();
        if (explained.Count > 0)
        {
            terminal.Out.Write(
                ExplanationText.Write([.. explained.Select(answer => (answer.Name, answer.Value!))], terminal.Style));
            return 0;
        }

        var mistakes = answers.SelectMany(answer => answer.Answer.Match(_ => [],
            problems => problems.Select(problem => answers.Count == 1 ? problem
                : problem with { Message = $"{answer.Name}: {problem.Message}" })));
        foreach (var problem in gathered.Problems.Concat(mistakes)) terminal.PrintProblem(problem);
        return ExitCodes.BadUsage;
    }
}
