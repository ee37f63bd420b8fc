using System.Buffers;
using System.Collections;
using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals.Cases;
using TfPilot.Core.Tests.House;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>A pull request evaluates each plan once, no matter how many outputs are written from it.</summary>
public sealed partial class PullEvaluationTests
{
    [Fact]
    public void Every_plan_is_evaluated_once_per_pull_request_evaluation()
    {
        var (prod, dev) = (new CountedResults(), new CountedResults());
        var facts = People.Prod()
            .With(Evidence(1, Web(Creation) with { Scanned = prod }, Api(Creation) with { Scanned = dev }));

        WriteEverything(new PullEvaluation(facts));

        ReadsOfOneJudgment().Should().BePositive();
        (prod.Reads, dev.Reads).Should().Be((ReadsOfOneJudgment(), ReadsOfOneJudgment()));
    }

    [Fact]
    public void Checks_and_decision_of_an_evaluation_are_computed_once()
    {
        var pull = new PullEvaluation(People.Prod());

        pull.Checks.Should().BeSameAs(pull.Checks);
        pull.Decision.Should().BeSameAs(pull.Decision);
        pull.Decision.Results.Should().BeSameAs(pull.Decision.Results);
        pull.Plans.Should().BeSameAs(pull.Plans);
    }

    [Fact]
    public void Only_the_evaluation_reviews_the_plans_of_a_pull_request() =>
        FilesWith(Judging()).Should().Equal(
            "action/Commands/Policy/PolicyTestRun.cs",
            "action/Commands/ReviewFlow.cs",
            "action/Jobs/ReviewJob.cs",
            "app/Gates/GateFactsReader.cs",
            "src/TfPilot.Core/Approvals/Requirements/JudgedPull.cs",
            "src/TfPilot.Delivery/Verifications/VerificationRules.cs");

    [Fact]
    public void A_pull_request_is_evaluated_only_where_its_facts_are_read() =>
        FilesWith(Evaluating()).Should()
        .Equal("action/Commands/ExplainFlow.cs", "app/Pulls/Gathering/PullFactsReader.cs");

    private static void WriteEverything(PullEvaluation pull)
    {
        foreach (var check in SharedChecks.Worst([pull])) CheckButtons.Of(check.Verdict, pull);
        DecisionNotes.Of(pull, repository: 1);
        PullDecisionJson.Write(pull, new ArrayBufferWriter<byte>());
        PullDecisionText.Write(pull, new TerminalStyle(Color: false, Width: 100));
        MergeGroupRules.Decide("main", [pull], []);
        foreach (var command in CommandReader.Read(
            "/tfpilot status\n/tfpilot explain\n/tfpilot approve-policy keep\n/tfpilot override prod urgent"))
            CommandRules.Answer(pull, People.Bob, People.Start, [command]);
    }

    private static int ReadsOfOneJudgment()
    {
        var results = new CountedResults();
        ReviewRules.Judge(Web(Creation) with { Scanned = results }, InForce(Map).Context);
        return results.Reads;
    }

    private static IEnumerable<string> FilesWith(Regex pattern) =>
        RepositoryFiles.ProductionSources.Where(path => pattern.IsMatch(RepositoryFiles.Read(path)))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bReviewRules\.Judge\b")]
    private static partial Regex Judging();

    [GeneratedRegex(@"\bnew PullEvaluation\(|PullEvaluation Evaluation => .*new\(")]
    private static partial Regex Evaluating();

    /// <summary>Scanner results become findings only when the policies are evaluated.</summary>
    private sealed class CountedResults : IReadOnlyList<ScannerResult>
    {
        public int Reads { get; private set; }

        public int Count
        {
            get
            {
                Reads++;
                return 0;
            }
        }

        public ScannerResult this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<ScannerResult> GetEnumerator()
        {
            Reads++;
            return Enumerable.Empty<ScannerResult>().GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
