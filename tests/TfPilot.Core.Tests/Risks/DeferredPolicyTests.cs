namespace TfPilot.Core.Tests.Risks;

/// <summary>
/// Policy documents that are read during apply: the policies are unknown, but their statements are in the
/// configuration.
/// </summary>
public sealed class DeferredPolicyTests
{
    private const string Public = """
        {"statement":[{"actions":["s3:GetObject"],"effect":null,"principals":[{"identifiers":["*"],"type":"*"}]}]}
        """;
    private const string Document = "data.aws_iam_policy_document.a";
    private const string UnknownPolicy = $$"""{"policy":{{Given.Unknown}}}""";

    [Theory]
    [InlineData("""{"statement":[{"actions":["*"],"effect":"Allow"}]}""", "every action")]
    [InlineData(
        """{"statement":[{"actions":["s3:Get*","iam:*"],"effect":null}]}""", "iam:*, which allows every action")]
    [InlineData(
        """{"statement":[{"not_actions":["iam:*"],"resources":["*"]}]}""", "every action except the listed ones")]
    [InlineData(
        """{"source_policy_documents":["{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}"],"statement":null}""",
        "every action")]
    [InlineData(Public, "everyone")]
    public void A_wildcard_in_a_deferred_policy_document_counts(string document, string words)
    {
        var read = Given.Change("read", "aws_iam_policy_document", Document, after: document, data: true);

        var risk = Given.Assess(read);

        risk.Factors("identity").Should().Equal($"identity 30 at {Document}: the document allows {words}");
        risk.Hazards.Should().Contain(hazard => hazard.Rule.Factor == "identity");
    }

    [Theory]
    [InlineData(
        """{"statement":[{"actions":["*"],"effect":"Deny","principals":[{"identifiers":["*"],"type":"*"}]}]}""")]
    [InlineData("""{"statement":[{"actions":["s3:GetObject"],"resources":{"$":"unknown"}}]}""")]
    [InlineData("""
        {"statement":[{"actions":["sts:AssumeRole"],"principals":[{"identifiers":{"$":"unknown"},"type":"AWS"}]}]}
        """)]
    [InlineData("""
        {"statement":[{"actions":["sqs:SendMessage"],"condition":[{"test":"ArnEquals","values":[{"$":"unknown"}],"variable":"aws:SourceArn"}],
         "principals":[{"identifiers":["*"],"type":"*"}]}]}
        """)]
    public void A_restricted_deferred_policy_document_does_not_count(string document)
    {
        var read = Given.Change("read", "aws_iam_policy_document", Document, after: document, data: true);

        var risk = Given.Assess(read);

        risk.Factors("identity").Should().BeEmpty();
    }

    [Fact]
    public void A_deferred_public_bucket_policy_is_an_exposure()
    {
        var risk = Assess("aws_s3_bucket_policy", "null", "create");

        risk.Factors("exposure").Should().Equal($"exposure 20 at {Document}: the document allows everyone");
    }

    [Fact]
    public void An_exposure_that_the_policy_already_allowed_does_not_count()
    {
        var before =
            """{"policy":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"}}"}""";

        var risk = Assess("aws_s3_bucket_policy", before, "update");

        risk.Factors("exposure").Should().BeEmpty();
    }

    [Fact]
    public void A_deferred_policy_of_a_VPC_endpoint_is_no_exposure()
    {
        var risk = Assess("aws_vpc_endpoint", "null", "create");

        risk.Factors("identity").Should().BeEmpty();
        risk.Factors("exposure").Should().BeEmpty();
    }

    private static Core.Risks.Risk Assess(string type, string before, string actions) => Given.Assess(
        Given.Plan(
            Given.Change("read", "aws_iam_policy_document", Document, after: Public, data: true),
            Given.Change(actions, type, before: before, after: UnknownPolicy)) with
        { Graph = Given.Graph((Document, [$"{type}.a"])) });
}
