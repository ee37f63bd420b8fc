using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>The result of sending the evidence: a stable keyword, and a sentence for the log.</summary>
internal sealed record EvidenceOutcome(string Word, AnnotationLevel Level, string Sentence)
{
    private const string Consequence = "Without trusted evidence, the App requires the approvals of the highest risk.";

    public bool IsTrusted => Word == "trusted";

    public static EvidenceOutcome Unsent(string why) =>
        new("unsent", AnnotationLevel.Warning, $"No evidence was sent: {why} {Consequence}");

    public static EvidenceOutcome Of(EvidenceReceipt receipt) => receipt switch
    {
        EvidenceReceipt.Accepted { IsTrusted: true } =>
            new("trusted", AnnotationLevel.Notice,
                "The App accepted the evidence of this run as trusted: its check decides."),
        EvidenceReceipt.Accepted(_, var reasons) =>
            new("untrusted", AnnotationLevel.Warning,
                $"The App stored the evidence of this run as untrusted: {string.Join("; ", reasons)}. " +
                    $"{Consequence}"),
        EvidenceReceipt.Refused(var status, var why) =>
            new("refused", AnnotationLevel.Error,
                $"The App rejected the evidence of this run ({status}): {why} {Consequence}"),
        EvidenceReceipt.NoResponse(var why) =>
            new("unanswered", AnnotationLevel.Warning,
                $"It is unknown whether the App accepted the evidence of this run: {why}. {Consequence}"),
        _ => throw new UnreachableException(),
    };
}

/// <summary>Sends the facts of the run to the App. A failure does not change the review.</summary>
internal sealed class EvidenceFlow(AppAddress app, ActionsRuntime actions, HttpClient http)
{
    public async Task<EvidenceOutcome> RunAsync(
        ActionsEvent started, PlannedHead? dispatched, ReviewFacts facts, CancellationToken ct)
    {
        if (started.Pull is null && started.Name != "merge_group")
            return EvidenceOutcome.Unsent(
                $"this run ({VisibleText.Of(started.Name)}) belongs to no pull request.")
                    with
            { Level = AnnotationLevel.Notice };
        try
        {
            return await actions.RequestOidcTokenAsync(app.Audience, http, JobAppClient.Timeouts, ct) switch
            {
                Validated<GitHubToken>.Valid(var token) =>
                    EvidenceOutcome.Of(
                        await new EvidenceSender(new(http, JobAppClient.Timeouts)).SendAsync(
                            app.Url, token, FactsWriter.Serialize(facts.WithoutPlanTexts()).ToArray(),
                            dispatched is null ? null : (dispatched.Pull, dispatched.Head), ct)),
                Validated<GitHubToken>.Invalid(var problems) => EvidenceOutcome.Unsent($"{problems[0].Message}."),
                _ => throw new UnreachableException(),
            };
        }
        catch (GitHubException refused)
        {
            return EvidenceOutcome.Unsent(refused.Message);
        }
    }
}
