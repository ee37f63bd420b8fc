using System.Diagnostics;
using TfPilot.Action.Basics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Gates;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>
/// <c>tfpilot gate</c>: asks the App whether the fresh plan may be applied; without the App, the rules of the branch
/// decide. 0 go, 1 no, 2 unknown; everything that prevents an answer is unknown, and a workflow must not apply then.
/// </summary>
internal sealed class GateFlow(
    JobRequest request, ActionsRuntime actions, Terminal terminal, HttpClient http,
    Func<GitHubToken, Validated<GitHubClient>> connect, TimeProvider clock)
{
    private const int Go = 0;
    private const int No = 1;

    /// <summary>The pause between two questions of a waiting job.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMinutes(1);

    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        if (request.Environment is null)
            return Unknown("environment is missing: name the environment of the plan.", ReasonCode.BadInput);
        if (request.App is not { } app) return await DecideWithoutAppAsync(today, ct);
        if (Read(today) is not Validated<ReviewFacts>.Valid(var facts)) return ExitCodes.BadUsage;
        var end = clock.GetUtcNow() + request.Wait;
        for (var body = FactsWriter.Serialize(facts).ToArray(); ; await Task.Delay(PollInterval, clock, ct))
        {
            var (answer, why) = await AskAsync(app, body, ct);
            if (answer is { IsGo: true } || clock.GetUtcNow() + PollInterval > end) return End(answer, why);
            terminal.Out.WriteLine(
                $"waiting until {end:HH:mm} UTC: {(answer is null ? why : answer.Reasons[0].Sentence)}");
        }
    }

    private async Task<int> DecideWithoutAppAsync(DateOnly today, CancellationToken ct)
    {
        switch (await new BranchGateFlow(request, actions, connect, clock).DecideAsync(today, ct))
        {
            case Validated<GateAnswer>.Valid(var answer):
                return End(answer, "");
            case Validated<GateAnswer>.Invalid(var problems):
                foreach (var problem in problems) Unknown($"{problem.Message} Do not apply.", ReasonCode.GateUnknown);
                return ExitCodes.BadUsage;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The facts of exactly one plan; problems are reported.</summary>
    private Validated<ReviewFacts> Read(DateOnly today)
    {
        var gathered = AppliedPlan.Read(request, today);
        var problems = gathered.Problems.ToList();
        if (problems.Count == 0 && gathered.Cases.Count != 1)
            problems.Add(new("plan", $"The gate asks about one plan, but {gathered.Cases.Count} were found: name it."));
        if (problems.Count == 0) return new ReviewFacts([gathered.Cases[0].Facts], []);
        foreach (var problem in problems) Unknown(problem.Message, ReasonCode.BadInput);
        return new Validated<ReviewFacts>.Invalid(problems);
    }

    /// <returns>The answer, or the reason why there is none.</returns>
    private async Task<(GateAnswer? Answer, string Why)> AskAsync(AppAddress app, byte[] body, CancellationToken ct)
    {
        var (json, why) = await new JobAppClient(actions, http).PostAsync(app, "api/gate", body, "ask the gate", ct);
        if (json is null) return (null, why);
        return GateAnswerJson.TryRead(json) is { } answer ? (answer, "")
            : (null, "the App's answer is not understood; use the same version of both");
    }

    private int End(GateAnswer? answer, string why)
    {
        if (answer is null) return Unknown($"{why}. Do not apply.", ReasonCode.GateUnknown);
        terminal.Out.Write(GateText.Lines(answer, request.Environment!, request.Name));
        if (actions.IsPresent) actions.AppendSummary(GateText.Markdown(answer, request.Environment!, request.Name));
        foreach (var reason in answer.Reasons)
            actions.Annotate(new(AnnotationLevel.Error, reason.Sentence, "not applied"));
        actions.SetOutput(JobOutputs.Answer, answer switch
        {
            { IsGo: false } => "no",
            { IsNothing: true } => "nothing",
            _ => "go",
        });
        actions.SetOutput(JobOutputs.ReasonCode, (answer.IsGo ? ReasonCode.Go : ReasonCode.NoGo).Word());
        return answer.IsGo ? Go : No;
    }

    private int Unknown(string message, ReasonCode code)
    {
        actions.Annotate(new(AnnotationLevel.Error, message, "not applied"));
        actions.SetOutput(JobOutputs.Answer, "unknown");
        actions.SetOutput(JobOutputs.ReasonCode, code.Word());
        return ExitCodes.BadUsage;
    }
}
