using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Tests.Reports;

public class FailureCategoryTests
{
    [Theory]
    [InlineData("Error: creating role: api error AccessDenied: User is not authorized to perform: iam:CreateRole",
        "permission")]
    [InlineData("Error 403: Permission 'compute.instances.create' denied on 'projects/a'", "permission")]
    [InlineData("Error acquiring the state lock", "state")]
    [InlineData("Failed to save state", "state")]
    [InlineData("VcpuLimitExceeded: You have requested more vCPU capacity", "limit")]
    [InlineData("InsufficientInstanceCapacity: no capacity", "limit")]
    [InlineData("EntityAlreadyExists: Role with name a already exists.", "conflict")]
    [InlineData("DependencyViolation: resource has a dependent object", "conflict")]
    [InlineData("dial tcp 10.0.0.1:443: i/o timeout", "network")]
    [InlineData("local-exec provisioner error", "provisioner")]
    [InlineData("Provider produced inconsistent final plan", "configuration")]
    [InlineData("Resource postcondition failed", "configuration")]
    [InlineData("something new", "other")]
    public void An_error_belongs_to_the_first_category_that_matches(string summary, string id)
    {
        var ofSummary = FailureCategories.Of(Outcome(ApplyStatus.Failed), Record(new LogDiagnostic("error", summary)));
        var ofDetail = FailureCategories.Of(
            Outcome(ApplyStatus.Failed), Record(new LogDiagnostic("error", "Error", summary)));

        (ofSummary.Id, ofDetail.Id).Should().Be((id, id));
    }

    [Theory]
    [InlineData(ApplyStatus.Cancelled, "interrupted")]
    [InlineData(ApplyStatus.Unknown, "interrupted")]
    [InlineData(ApplyStatus.Partial, "other")]
    [InlineData(ApplyStatus.Applied, "verification")] // only a failed verification is a failure of this status
    public void Without_a_known_error_the_status_decides(ApplyStatus status, string id)
    {
        var category = FailureCategories.Of(Outcome(status) with { IsVerified = false },
            Record(new LogDiagnostic("warning", "AccessDenied")));

        category.Id.Should().Be(id, "warnings do not fail an apply");
    }

    [Fact]
    public void Categories_have_distinct_ids_and_say_what_to_do()
    {
        var all = FailureCategories.Table.Append(FailureCategories.Other).ToList();

        all.Select(category => category.Id).Should().OnlyHaveUniqueItems();
        all.Should().OnlyContain(category => category.Next.EndsWith('.') && category.Cause.EndsWith('.'));
    }

    [Fact]
    public void The_docs_list_the_categories()
    {
        var lines = Repository.Read("docs/guides/apply.md").Split('\n');

        lines.Should().ContainInOrder(FailureCategories.Table.Select(
            category => $"| `{category.Id}` | {category.Cause} |"));
    }

    internal static ApplyOutcome Outcome(ApplyStatus? status) => new(
        "prod", "live/web", 7, CommitSha.Parse(new('a', 40)), new(12, 1), status);

    internal static ApplyRecord Record(params LogDiagnostic[] diagnostics) =>
        new("prod", "live/web", ApplyStatus.Failed) { Diagnostics = diagnostics };
}
