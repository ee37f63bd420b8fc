using TfPilot.Core.Plans;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

public sealed class PolicyComparisonTests
{
    private static readonly Finding Owner = new("tags", "tags", PolicyLevel.Block, FindingVerdict.Fail,
        new ResourceAddress("aws_vpc.a"), "tags.owner")
    { Actual = "not set", Expected = "\"me\"" };

    private static readonly Finding Env = Owner with { Attribute = "tags.env", Verdict = FindingVerdict.Waived };

    [Fact]
    public void Only_the_expected_findings_pass()
    {
        ExpectedFinding[] expected =
        [
            new("tags", "aws_vpc.a", FindingVerdict.Fail, "tags.owner"),
            new("tags", "aws_vpc.a", FindingVerdict.Waived, "tags.env"),
            new("names", "aws_vpc.a", FindingVerdict.Pass),
            new("providers", null, FindingVerdict.Fail),
        ];

        var differences = PolicyTest.Compare(expected, [Owner, Env, Owner with { Rule = "providers", Address = null }]);

        differences.Should().BeEmpty();
    }

    [Fact]
    public void An_expectation_without_an_attribute_applies_to_all_findings_of_the_rule()
    {
        var expected = new ExpectedFinding("tags", "aws_vpc.a", FindingVerdict.Fail);

        var same = PolicyTest.Compare([expected], [Owner, Owner with { Attribute = "tags.env" }]);
        var mixed = PolicyTest.Compare([expected], [Owner, Env]);

        same.Should().BeEmpty();
        mixed.Should()
            .Equal("tags at aws_vpc.a should be fail, but tags.env is waived: found not set, expected \"me\"");
    }

    [Fact]
    public void Every_difference_is_a_readable_sentence()
    {
        ExpectedFinding[] expected = [new("names", "aws_vpc.a", FindingVerdict.Fail),
            new("tags", "aws_vpc.a", FindingVerdict.Pass, "tags.owner")];

        var differences = PolicyTest.Compare(expected, [Owner, Env]);

        differences.Should().Equal(
            "names at aws_vpc.a should be fail, but there is no such finding",
            "tags at aws_vpc.a (tags.owner) should be pass, but tags.owner is fail: found not set, expected \"me\"",
            "tags at aws_vpc.a (tags.env) is waived but not expected: found not set, expected \"me\"");
    }
}
