using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Approvals;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.History;

public sealed class ReviewEvidenceTests
{
    private static readonly PullFacts Request = Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion)))
        .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Approve, "dba").Context });

    [Fact]
    public void A_decision_records_the_verdict_of_each_run_and_the_failing_rules()
    {
        var evidence = DecisionNotes.Of(new PullEvaluation(Request), repository: 1).Note.Evidence;

        evidence.Where(item => item.Name is ReviewEvidence.Verdict or ReviewEvidence.Failure)
            .Select(item => $"{item.Name} {item.Value}").Should()
            .Equal("verdict run 1, attempt 1: needs approval", "policy-failure keep in prod");
    }

    [Fact]
    public void Another_verdict_is_another_decision()
    {
        var lenient = Request.WithSettings(settings => settings with
        {
            Context = WithRule(PolicyLevel.Advise).Context,
        });

        DecisionNotes.Of(new PullEvaluation(lenient), 1).State.Should()
            .NotBe(DecisionNotes.Of(new PullEvaluation(Request), 1).State);
    }
}
