using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Policies;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>
/// An open pull request into main, in a repository whose settings define prod, dev and shared modules; tests change the
/// facts that matter to them.
/// </summary>
internal static class PullData
{
    public static readonly EnvironmentMap Map = new(
        [new("prod") { Paths = [new("live/prod/**")] }, new("dev") { Paths = [new("live/dev/**")] }],
        Shared: [new("modules/**")], Ignore: [new("**/*.md")]);

    public static PullFacts Pull(params string[] changed) =>
        Changing([.. changed.Select(path => new ChangedFile(path, ChangeStatus.Modified))]);

    public static PullFacts Removing(params string[] removed) =>
        Changing([.. removed.Select(path => new ChangedFile(path, ChangeStatus.Removed))]);

    public static PullFacts Changing(params ChangedFile[] files) => new(
        7,
        PullState.Open,
        CommitSha.Parse(new string('a', 40)),
        "main",
        CommitSha.Parse(new string('b', 40)),
        InForce(Map),
        TouchRules.Decide(new(files), Map, UnmappedHandling.Strictest),
        []);

    public static EffectiveSettings InForce(EnvironmentMap map) => new(
        "main",
        CommitSha.Parse(new string('c', 40)),
        new(new DateOnly(2026, 11, 2)),
        [.. map.Environments.Select(environment => new EffectiveEnvironment(
            environment.Name, environment.Branch ?? "main", environment.Approvals))]);

    /// <summary>Settings with one rule that forbids deletions or requires approval for them.</summary>
    public static EffectiveSettings WithRule(PolicyLevel level, params string[] approvers)
    {
        var settings = InForce(Map);
        var rule = new PolicyRule("keep",
            new RuleKind.Protect(PolicyData.Types("*"), [ProtectedAction.Delete]))
        { Level = level, Approvers = approvers };
        return settings
            with
        { Context = settings.Context with { Policy = PolicySettings.None with { Rules = [rule] } } };
    }

    public static PullFacts With(this PullFacts pull, params EvidenceDocument[] evidence) =>
        pull with { Evidence = evidence };

    /// <summary>Trusted evidence from the first attempt of a run.</summary>
    public static EvidenceDocument Evidence(int run, params ProjectFacts[] projects) =>
        new(new(run, 1), [], new(projects, []));

    public static EvidenceDocument Untrusted(this EvidenceDocument document) =>
        document with { Objections = ["the job is defined by nobody we know"], IsForeign = true };

    /// <summary>Evidence of a trusted job that sent two different documents.</summary>
    public static EvidenceDocument Contradicted(this EvidenceDocument document) =>
        document with { Objections = ["two different documents arrived"] };

    public static ProjectFacts Project(string folder, string? environment, params ResourceChange[] changes) =>
        new(folder, environment,
            new Plan { FormatVersion = "1.2", Changes = changes })
        {
            EntryFile = folder == "." ? "main.tf"
                : $"{folder}/main.tf"
        };

    /// <summary>Adds sources to the project: a resource in its folder and calls of local modules.</summary>
    public static ProjectFacts Calling(this ProjectFacts project, params string[] modules) => project with
    {
        Sources = SourceIndex.Of("",
            HclBlocks.Read("main.tf",
                "resource \"aws_instance\" \"web\" {\n}\n" +
                    string.Concat(
                        modules.Select((module, i) => $"module \"m{i}\" {{\n  source = \"{module}\"\n}}\n")))),
    };

    public static ProjectFacts Web(params ResourceChange[] changes) => Project("live/prod/web", "prod", changes);

    public static ProjectFacts Api(params ResourceChange[] changes) => Project("live/dev/api", "dev", changes);

    public static readonly ResourceChange Deletion = A.Delete("aws_instance.web");

    public static readonly ResourceChange Creation = A.Create("aws_instance.web");

    /// <summary>
    /// The outcome of the required check and its reasons, such as "ActionRequired prod: waiting for the plan of prod".
    /// </summary>
    public static string CheckLine(this PullFacts pull) =>
        CheckLine(pull, new PullEvaluation(pull).Checks[0], requirement => requirement.Title, _ => true);

    /// <summary>The same for the check of one environment.</summary>
    public static string CheckLine(this PullFacts pull, string environment) =>
        new PullEvaluation(pull).Checks.SingleOrDefault(
            check => check.Name == $"tfpilot / {environment}") is not { } check ? "none"
        : CheckLine(pull, check, requirement => requirement.Words,
            other => other is null || EnvironmentNames.IsSame(other, environment));

    private static string CheckLine(
        PullFacts pull, CheckVerdict check, Func<RequirementResult, string> words, Func<string?, bool> isMeant)
    {
        var worst = new PullEvaluation(pull).Decision.Results.Where(
            requirement => isMeant(requirement.Environment) && requirement.Outcome == check.Outcome);
        var text = check.Outcome == CheckOutcome.Success ? check.Title
            : string.Join(" · ", worst.Select(words).Distinct());
        return $"{check.Outcome} {text}";
    }
}
