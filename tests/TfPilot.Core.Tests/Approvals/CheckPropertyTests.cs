using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class CheckPropertyTests
{
    private static readonly ProjectFacts[] Projects =
    [
        Web(Creation), Web(Deletion), Web() with { Plan = new() { FormatVersion = "1.2", Errored = true } },
        Api(Creation), Api(),
        Project("live/prod/dns", "prod", Creation), Project("tools", null, Creation), Project("live/prod/web", "other"),
    ];

    private static readonly string[] Paths = ["live/prod/web/main.tf", "live/prod/dns/a.tf", "live/dev/api/main.tf",
        "modules/net/main.tf", "tools/main.tf", ".tfpilot.yml", "docs/a.txt", "live/prod/web/prod.tfvars",
        "live/prod/dns/terraform.tfvars", "live/prod/common.tfvars"];

    private static readonly Gen<EvidenceDocument> Document =
        from run in Gen.Choose(1, 4)
        from attempt in Gen.Choose(1, 2)
        from isTrusted in Gen.Elements(true, false)
        from projects in Gen.SubListOf(Projects)
        from problems in Gen.Elements(0, 0, 0, 1)
        let document = new EvidenceDocument(new(run, attempt), [],
            new([.. projects.DistinctBy(project => (project.Name, project.Environment))],
                [.. Enumerable.Repeat(new Core.Basics.Problem("p", "m"), problems)]))
        from isForeign in Gen.Elements(true, false)
        select isTrusted ? document : isForeign ? document.Untrusted() : document.Contradicted();

    private static readonly Gen<PullFacts> Pulls =
        from paths in Gen.SubListOf(Paths)
        from documents in Document.ArrayOf()
        from settings in Gen.Elements(InForce(Map), WithRule(PolicyLevel.Approve, "sre"), WithRule(PolicyLevel.Block))
        from isComplete in Gen.Elements(true, true, true, false)
        from removed in Gen.SubListOf(Paths)
        let pull = Changing(
            [.. paths.Select(path => new ChangedFile(path, ChangeStatus.Modified)),
                .. removed.Except(paths)
                    .Select(path => new ChangedFile(path, ChangeStatus.Removed))]) with
        { Settings = settings }
        select (pull with { Affected = pull.Affected with { IsComplete = isComplete } }).With(
            [.. documents.DistinctBy(document => document.Run)]);

    [Fact]
    public void The_order_of_evidence_does_not_matter() => Check(
        from pull in Pulls from shuffled in Gen.Shuffle(pull.Evidence.ToArray()) select (pull, pull.With(shuffled)),
        (pull, shuffled) => Describe(pull) == Describe(shuffled));

    [Fact]
    public void The_same_facts_yield_the_same_decision() =>
    Check(Pulls.Select(pull => (pull, pull)), (pull, same) => Describe(pull) == Describe(same));

    [Fact]
    public void Untrusted_evidence_never_makes_the_check_pass() => Check(
        from pull in Pulls
        from more in Document
        select (pull, pull.With([.. pull.Evidence, Later(pull, more.Untrusted())])),
        (before, after) => Required(before) == CheckOutcome.Success || Required(after) != CheckOutcome.Success);

    [Fact]
    public void Untrusted_evidence_never_changes_the_required_check() => Check(
        from pull in Pulls
        from more in Document
        select (pull, pull.With([.. pull.Evidence, Later(pull, more.Untrusted())])),
        (before, after) => Required(before) == Required(after)
            && CheckRules.Decide(before).Select(check => check.Name)
            .SequenceEqual(CheckRules.Decide(after).Select(check => check.Name)));

    [Fact]
    public void An_additional_path_never_makes_the_check_pass() => Check(
        from pull in Pulls
        from path in Gen.Elements(Paths)
        select (pull,
            pull with
            {
                Affected = pull.Affected with
                {
                    Paths = [.. pull.Affected.Paths
                .Concat(Pull(path).Affected.Paths).DistinctBy(touch => touch.Path)]
                }
            }),
        (before, after) => Required(before) == CheckOutcome.Success || Required(after) != CheckOutcome.Success);

    [Fact]
    public void Without_trusted_evidence_a_Terraform_change_never_passes() => Check(
        Pulls.Select(pull => (pull, pull.With([.. pull.Evidence.Select(document => document.Untrusted())]))),
        (pull, unknown) => pull.Affected.IsNothing || Required(unknown) != CheckOutcome.Success);

    [Fact]
    public void The_required_check_is_never_better_than_an_environment_check() => Check(
        Pulls.Select(pull => (pull, pull)),
        (pull, _) => CheckRules.Decide(pull) is var checks && checks.All(check => check.Outcome <= checks[0].Outcome));

    /// <summary>The number of a run that is not used yet.</summary>
    private static EvidenceDocument Later(PullFacts pull, EvidenceDocument more) =>
        pull.Evidence.Any(document => document.Run == more.Run)
        ? more with { Run = new(more.Run.Run + 10, more.Run.Attempt) } : more;

    private static CheckOutcome Required(PullFacts pull) => CheckRules.Decide(pull)[0].Outcome;

    private static string Describe(PullFacts pull) =>
        string.Join('\n',
            CheckRules.Decide(pull)
                .Select(check => $"{check.Name} {check.Outcome} {check.Title}\n{check.Summary}\n" +
                    string.Join('\n', check.Annotations)));

    private static void Check(Gen<(PullFacts, PullFacts)> cases, Func<PullFacts, PullFacts, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), given => holds(given.Item1, given.Item2)).QuickCheckThrowOnFailure();
}
