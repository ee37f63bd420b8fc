using TfPilot.Core.Costs;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Costs;

public sealed class CostTextTests
{
    [Theory]
    [InlineData(1680.70, 1893.10, "prod", "Cost: +$212.40/month in prod, $1,893.10 after this change", false)]
    [InlineData(20, 10, null, "Cost: -$10.00/month, $10.00 after this change", false)]
    [InlineData(10, 11, null, "Cost: +$1.00/month, $11.00 after this change", false)] // the threshold itself is shown
    [InlineData(10, 10.99, null, "Cost changes by less than $1.00/month, $10.99 after this change", true)]
    [InlineData(10.99, 10, "prod", "Cost in prod changes by less than $1.00/month, $10.00 after this change", true)]
    [InlineData(10, 10, "prod", "Cost in prod stays $10.00/month", true)]
    public void The_cost_headline_is_one_sentence_and_quiet_below_the_threshold(
        decimal before, decimal after, string? environment, string text, bool isQuiet)
    {
        var sentence = CostHeadline.Of(Difference(An.Cost(before, after)), environment, showFrom: 1);

        sentence.Should().Be(new CostSentence(text, isQuiet));
    }

    [Fact]
    public void The_cost_headline_counts_projects_without_an_estimate()
    {
        var errored = An.Cost(null, null, unknown: "no module");

        string[] sentences =
        [
            CostHeadline.Of(Difference(An.Cost(1, 5), errored), null, 1).Text,
            CostHeadline.Of(Difference(An.Cost(5, 5), errored, errored), null, 1).Text,
            CostHeadline.Of(Difference(errored), null, 1).Text,
            CostHeadline.Of(Difference(errored, errored), null, 1).Text,
            CostHeadline.Of(Difference(An.Cost(null, 7, unknown: "no baseline")), null, 1).Text,
            CostHeadline.Of(Difference(), null, 1).Text,
        ];

        sentences.Should().Equal(
            "Cost: +$4.00/month, $5.00 after this change; 1 project not estimated",
            "Cost stays $5.00/month; 2 projects not estimated",
            "Cost: not estimated: no module",
            "Cost: 2 projects not estimated",
            "Cost: $7.00/month after this change; the cost before it is unknown: no baseline",
            "Cost: not estimated");
    }

    [Theory]
    [InlineData(0, 212.40, "+$212/month")]
    [InlineData(0, 3.1, "+$3.10/month")]
    [InlineData(0, 0.99, null)]
    [InlineData(0, 0, null)]
    public void A_short_title_shows_the_difference_or_nothing(decimal before, decimal after, string? brief) =>
        CostHeadline.Short(new("USD", before, after), showFrom: 1).Should().Be(brief);

    [Fact]
    public void The_table_shows_cost_changes_with_their_causes()
    {
        PricedResource Db(string name, decimal monthly) =>
            An.Resource("aws_db_instance.orders", monthly,
                An.Component($"Database instance (on-demand, Single-AZ, {name})", monthly, 730));
        var bucket = An.Resource("aws_s3_bucket.a", null, An.Component("Storage", null));
        var changes = new[]
        {
            Given.Change("delete,create", "aws_db_instance", "aws_db_instance.orders"),
            Given.Change("create", "aws_s3_bucket", "aws_s3_bucket.a"),
            Given.Change("delete", "aws_instance", "aws_instance.old"),
            Given.Change("update", "aws_instance", "aws_instance.same"),
        };

        var review = CostReviewTests.Review(
            [Db("db.m6g.large", 410), An.Resource("aws_instance.old", 8), An.Resource("aws_instance.same", 3),
                An.Resource("aws_eip.a", 4)],
            [Db("db.m7g.xlarge", 622.4m), bucket, An.Resource("aws_instance.same", 3), An.Resource("aws_eip.a", 5)],
            changes);

        CostTable.Rows(review).Should().Equal(
            new CostRow("aws_db_instance.orders", "replace", "$410.00", "$622.40", "db.m6g.large → db.m7g.xlarge"),
            new CostRow("aws_instance.old", "delete", "$8.00", "–", ""),
            new CostRow("aws_eip.a", "not in the plan", "$4.00", "$5.00", ""),
            new CostRow("aws_s3_bucket.a", "create", "–", "depends on usage", ""));
    }

    [Fact]
    public void An_unchanged_resource_with_unknown_usage_is_not_in_the_table()
    {
        var bucket = An.Resource("aws_s3_bucket.a", null);

        var rows = CostTable.Rows(CostReviewTests.Review([bucket], [bucket]));

        rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Instance usage (Linux/UNIX, on-demand, t3.micro)", 1,
        "Instance usage (Linux/UNIX, reserved, t2.micro)", 1, "on-demand → reserved, t3.micro → t2.micro")]
    [InlineData("Storage", 50, "Storage", 1000, "Storage 50 → 1,000 hours")]
    [InlineData("Storage", 50, "Storage", 50, "Storage: price changed")]
    [InlineData("Hours (a)", 1, "Hours (a, b)", 1, "Hours (a) → Hours (a, b)")]
    [InlineData("Storage", 1, "Requests", 1, "new: Requests, removed: Storage")]
    public void The_cause_is_the_changed_cost_component(
        string before, decimal was, string after, decimal now, string cause)
    {
        var review = CostReviewTests.Review([An.Resource("a.a", 1, An.Component(before, 1, was))],
            [An.Resource("a.a", 9, An.Component(after, 9, now))]);

        CostTable.Rows(review)[0].Cause.Should().Be(cause);
    }

    [Fact]
    public void The_two_most_expensive_causes_are_shown()
    {
        CostComponent[] bill = [An.Component("A", 1), An.Component("B", 30), An.Component("C", 20),
            An.Component("D", 0)];

        var review = CostReviewTests.Review(
            [An.Resource("a.a", 0)], [An.Resource("a.a", 51, bill), An.Resource("a.b", 51, bill)]);

        CostTable.Rows(review).Select(row => row.Cause).Should().Equal("new: B, new: C", "B");
    }

    [Fact]
    public void The_resource_counts_are_one_line()
    {
        string[] sentences =
        [
            new CostCounts(12, 3, 9, [new("aws_kinesis_firehose", 1)]).Sentence(type => $"`{type}`"),
            new CostCounts(1, 1, 0, [new("aws_a", 2), new("aws_b", 1)]).Sentence(type => type),
            (new CostCounts(1, 0, 1, [new("aws_b", 1)]) +
                new CostCounts(1, 0, 1, [new("aws_b", 1), new("aws_a", 1)])).Sentence(type => type),
        ];

        sentences.Should().Equal(
            "9 resources estimated, 3 depend on usage, 1 not supported (`aws_kinesis_firehose`), 9 free",
            "0 resources estimated, 1 depends on usage, 3 not supported (2 aws_a, aws_b)",
            "2 resources estimated, 3 not supported (aws_a, 2 aws_b), 2 free");
    }

    private static CostDifference Difference(params ProjectCost[] projects) => new("USD", projects);
}
