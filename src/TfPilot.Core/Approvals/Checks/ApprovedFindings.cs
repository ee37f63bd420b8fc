using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The findings that people have approved, so that a passing review shows the approvers instead of asking again.
/// </summary>
internal sealed class ApprovedFindings(IReadOnlyList<RequirementResult> results)
{
    private readonly ILookup<(string? Environment, string Rule), RequirementResult> approved = results
        .SelectMany(result => result.Parts, (whole, part) => (whole.Environment, Part: part))
        .Where(one => one.Part is { PolicyRule: not null, Outcome: CheckOutcome.Success })
        .ToLookup(one => (one.Environment, one.Part.PolicyRule!), one => one.Part);

    public ProjectReview Apply(ProjectReview project) => approved.Count == 0 ? project
        : project with { Findings = [.. project.Findings.Select(finding => Apply(project.Environment, finding))] };

    private Finding Apply(string? environment, Finding finding) =>
        FindingSet.CanBeExempted(finding) && approved[(environment, finding.Rule)].FirstOrDefault() is { } part
            ? finding with { IsApproved = true, IsIgnoreProposed = false, Note = NoteOf(part) }
            : finding;

    private static string NoteOf(RequirementResult part) => part.Decision == Decision.Overridden ? part.Words
        : $"approved by {string.Join(", ", part.Counted.Select(person => person.Login))}";
}
