using System.Buffers;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>
/// Overloads that take facts and evaluate them first; production code evaluates the facts once and passes the result.
/// </summary>
internal static class EvaluationExtensions
{
    extension(CheckRules)
    {
        public static IReadOnlyList<CheckVerdict> Decide(PullFacts pull) => new PullEvaluation(pull).Checks;

        public static PullDecision Judge(PullFacts pull) => new PullEvaluation(pull).Decision;
    }

    extension(EnvironmentPlan)
    {
        public static string? FingerprintOf(PullFacts pull, string? environment) =>
            new PullEvaluation(pull).FingerprintOf(environment);
    }

    extension(FindingSet)
    {
        public static IReadOnlyList<FindingSet> Of(PullFacts pull, string? environment) =>
            FindingSet.Of(new PullEvaluation(pull), environment);
    }

    extension(PlanBinding)
    {
        public static IReadOnlyList<PlanBinding> Of(PullFacts pull) => new PullEvaluation(pull).Plans;
    }

    extension(CheckButtons)
    {
        public static IReadOnlyList<CheckButton> Of(CheckVerdict verdict, PullFacts pull) =>
            CheckButtons.Of(verdict, new PullEvaluation(pull));
    }

    extension(MergeGroupRules)
    {
        public static CheckVerdict Decide(
            string baseBranch, IReadOnlyList<PullFacts>? members, IReadOnlyList<string> planned) =>
            MergeGroupRules.Decide(baseBranch, members?.Select(pull => new PullEvaluation(pull)).ToList(), planned);
    }

    extension(PullDecisionJson)
    {
        public static void Write(PullFacts pull, IBufferWriter<byte> output) =>
            PullDecisionJson.Write(new PullEvaluation(pull), output);
    }

    extension(CommandRules)
    {
        public static CommandResult Answer(
            PullFacts pull, Person by, DateTimeOffset at, IReadOnlyList<PullCommand> commands) =>
            CommandRules.Answer(new PullEvaluation(pull), by, at, commands);
    }
}
