using FluentAssertions;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using Xunit;
using static TfPilot.Core.Tests.Reviews.TestComments;

namespace TfPilot.Core.Tests.Reviews;

public sealed class CommentMarkerTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("a --> b <!-- \"\\\n c")] // would end the comment it stands in
    [InlineData("größe")]
    public void A_marker_is_read_as_it_was_written(string key)
    {
        var marker = Marker(key: key, risk: RiskLevel.Destructive, blocks: ["0a", "0b"]) with { IsApplied = true };

        var line = marker.Write();

        line.Should().NotContain("\n").And.Subject.IndexOf("-->", StringComparison.Ordinal).Should()
            .Be(line.Length - 3);
        CommentMarker.Read(line + "\r\nand the review").Should().BeEquivalentTo(marker);
    }

    [Theory]
    [InlineData("")]
    [InlineData("### Review")]
    [InlineData("<!-- tfpilot {} -->")]
    [InlineData("<!-- tfpilot {\"v\":1} -->")]
    [InlineData("<!-- tfpilot {\"v\":\"1\"} -->")]
    // a later version of the marker
    [InlineData(
        """<!-- tfpilot {"v":2,"key":"default","head":"HEAD","run":1,"attempt":1,"risk":"safe","blocks":[]} -->""")]
    [InlineData(
        """<!-- tfpilot {"v":1,"key":"default","head":"HEAD","run":1,"attempt":1,"risk":"lovely","blocks":[]} -->""")]
    // a truncated id
    [InlineData(
        """<!-- tfpilot {"v":1,"key":"default","head":"9f2c1ab","run":1,"attempt":1,"risk":"safe","blocks":[]} -->""")]
    [InlineData(
        """<!-- tfpilot {"v":1,"key":"default","head":null,"run":1e99,"attempt":1,"risk":"safe","blocks":[1]} -->""")]
    [InlineData("<!-- tfpilot {\"v\":1, -->")]
    // not at the start
    [InlineData(
        """ <!-- tfpilot {"v":1,"key":"default","head":"HEAD","run":1,"attempt":1,"risk":"safe","blocks":[]} -->""")]
    public void A_text_without_a_valid_marker_is_not_our_comment(string body)
    {
        var marker = CommentMarker.Read(body.Replace("HEAD", Head.ToString(), StringComparison.Ordinal));

        marker.Should().BeNull();
    }

    [Fact]
    public void The_marker_of_a_review_contains_exactly_its_blocking_findings()
    {
        var review = A.Review(
            A.Project() with
            {
                Findings = [A.Finding(rule: "one"), A.Finding(rule: "two"),
                A.Finding(level: PolicyLevel.Advise), A.Finding(verdict: FindingVerdict.Waived)]
            });

        var marker = CommentMarker.Of(review, new(Head, new(10, 1), "1.0.0"), "default");

        marker.Blocks.Should().HaveCount(2).And.OnlyContain(block => block.Length == 8);
    }

    [Fact]
    public void The_footer_names_the_reviewed_commit_and_run()
    {
        var origin = new ReviewOrigin(Head, new(1234, 2), "1.0.0")
        {
            BaseBranch = "release/@acme",
            Base = OlderHead,
            PlannedAt = new DateTimeOffset(2026, 11, 21, 6, 10, 0, TimeSpan.FromHours(2)),
            RunUrl = "https://github.example/run/1234",
        };

        var footer = origin.Footer();

        footer.Should()
            .Be("<sub>head bbbbbbb · base release/@&#8203;acme aaaaaaa · planned 2026-11-21 04:10 UTC · [run 1234, " +
            "attempt 2](https://github.example/run/1234) · tfpilot 1.0.0 · for information only; decisions do not " +
            "use this comment</sub>");
    }
}
