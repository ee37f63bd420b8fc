using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Verifications;

/// <summary>What a job knows after its apply.</summary>
/// <param name="Applied">The plan that was applied; null when it cannot be read.</param>
/// <param name="After">The plan that was made after the apply, with unchanged resources; null when there is none.
/// </param>
/// <param name="ExitCode">Of that plan with <c>-detailed-exitcode</c>; null when it is unknown.</param>
/// <param name="Context">The settings of the default branch; null when they cannot be read.</param>
/// <param name="Probes">The results of the requests.</param>
public sealed record VerificationFacts(
    ProjectFacts? Applied, ProjectFacts? After, int? ExitCode, ReviewContext? Context,
    IReadOnlyList<VerificationCheck> Probes)
{
    /// <summary>Why a file or the settings could not be read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Derives the verification of an apply.</summary>
public static class VerificationRules
{
    internal const int MaxChecks = 200;
    private const int MaxNameLength = 300;
    private const int MaxMessageLength = 1_000;
    private const int MaxListed = 10;

    /// <summary>The exit code of a plan with changes; 1 is a plan that failed.</summary>
    private const int HasChanges = 2;

    public static Verification Of(VerificationFacts facts)
    {
        List<VerificationCheck> checks =
        [
            PlanCheck(facts), .. CheckBlocks(facts.After?.Plan), .. Policies(facts), .. facts.Probes,
            .. facts.Problems.Select(problem => Unknown("settings", "input", problem)),
        ];
        var ordered = checks.OrderBy(check => check.Status switch
        {
            VerificationStatus.Failed => 0,
            VerificationStatus.Unknown => 1,
            _ => 2,
        }).Select(Limited).ToList();
        return new([.. ordered.Take(MaxChecks)], Math.Max(0, ordered.Count - MaxChecks));
    }

    /// <summary>A plan right after the apply must have nothing to do.</summary>
    private static VerificationCheck PlanCheck(VerificationFacts facts)
    {
        const string name = "no changes after the apply";
        var plan = facts.After?.Plan;
        if (facts.ExitCode == 1 || plan is { Errored: true }) return Failed("plan", name, "The plan failed.");
        if (plan is null) return Unknown("plan", name, "There is no plan after the apply.");
        // The data sources of check blocks are read by every plan.
        var changes = plan.Changes.Where(change => change.Action != PlanAction.Read)
            .Select(change => $"{change.Word} {change.Address.Text}")
            .Concat(plan.Outputs.Select(output => $"{output.Action.Word()} output {output.Name}"))
            .Concat(plan.Invocations.Select(invocation => $"invoke {invocation.Address}"))
            .Concat(plan.Deferred.Select(deferred => $"deferred {deferred.Change.Address.Text}")).ToList();
        var more = changes.Count > MaxListed ? $" and {changes.Count - MaxListed} more" : "";
        return changes.Count > 0 ? Failed("plan", name, string.Join(", ", changes.Take(MaxListed)) + more)
            : facts.ExitCode == HasChanges ? Failed("plan", name, "The plan has changes.")
            : plan.Complete ? Passed("plan", name) : Failed("plan", name, "The plan is incomplete.");
    }

    /// <summary>Check blocks, conditions and validations; a plan lists only those that are not known to pass.</summary>
    private static IEnumerable<VerificationCheck> CheckBlocks(Plan? plan)
    {
        if (plan is null) return [];
        if (plan.Checks.Count == 0) return [Passed("check", "check blocks and conditions")];
        return plan.Checks.Select(check =>
        {
            var message = check.Messages.Count > 0 ? string.Join(" ", check.Messages)
                : $"Its status is {check.Status}.";
            return check.Status is "fail" or "error" ? Failed("check", check.Address, message)
                : Unknown("check", check.Address, message);
        });
    }

    /// <summary>The findings that were unknown at the plan, on the values that the resources have now.</summary>
    private static IEnumerable<VerificationCheck> Policies(VerificationFacts facts)
    {
        if (facts.Applied is not { } applied || facts.Context is not { } context) return [];
        var unknown = FindingsOf(applied, context).Where(finding => finding.Verdict == FindingVerdict.Unknown)
            .Select(Key).Distinct().ToList();
        if (unknown.Count == 0) return [];
        var real = facts.After is { } after
            ? FindingsOf(applied with { Plan = Realized(applied.Plan, after.Plan) }, context).ToLookup(Key) : null;
        return unknown.Select(key => OfPolicy(key, real?[key]));
    }

    private static VerificationCheck OfPolicy((string Rule, string? Address) key, IEnumerable<Finding>? findings)
    {
        var name = key.Address is { } address ? $"{key.Rule} for {address}" : key.Rule;
        if (findings is null) return Unknown("policy", name, "There is no plan after the apply.");
        var found = findings.ToList();
        if (found.Find(IsViolation) is { } failed)
            return Failed("policy", name, $"{failed.Attribute} is {failed.Actual}, must be {failed.Expected}".Trim());
        return found.Exists(finding => finding.Verdict == FindingVerdict.Unknown)
            ? Unknown("policy", name, "The value is still unknown or hidden.") : Passed("policy", name);
    }

    /// <summary>Advice is shown in reviews and never fails.</summary>
    private static bool IsViolation(Finding finding) =>
        finding is { Verdict: FindingVerdict.Fail, Level: not PolicyLevel.Advise };

    private static IReadOnlyList<Finding> FindingsOf(ProjectFacts facts, ReviewContext context) =>
        ReviewRules.Judge(facts, context).Findings;

    private static (string Rule, string? Address) Key(Finding finding) => (finding.Rule, finding.Address?.Text);

    /// <summary>The applied plan with the values that the resources have after it.</summary>
    private static Plan Realized(Plan applied, Plan after)
    {
        var values = after.Unchanged.Concat(after.Changes).Where(change => change.Deposed is null && !change.IsData)
            .DistinctBy(change => change.Address).ToDictionary(
                change => change.Address, change => change.Action == PlanAction.NoOp ? change.After : change.Before);
        return applied with
        {
            Changes =
            [
                .. applied.Changes.Select(change => change.Deposed is null
                    && change.Action is not (PlanAction.Delete or PlanAction.Forget)
                    && values.TryGetValue(change.Address, out var real) ? change with { After = real } : change),
            ],
        };
    }

    private static VerificationCheck Passed(string kind, string name) => new(kind, name, VerificationStatus.Passed);

    private static VerificationCheck Failed(string kind, string name, string message) =>
        new(kind, name, VerificationStatus.Failed, message);

    private static VerificationCheck Unknown(string kind, string name, string message) =>
        new(kind, name, VerificationStatus.Unknown, message);

    private static VerificationCheck Limited(VerificationCheck check) => check with
    {
        Name = TextColumns.Truncate(check.Name, MaxNameLength),
        Message = check.Message is { } message ? TextColumns.Truncate(message, MaxMessageLength) : null,
    };
}
