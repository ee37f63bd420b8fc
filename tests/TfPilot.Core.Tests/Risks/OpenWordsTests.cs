using TfPilot.Core.Plans;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Risks;

/// <summary>Exposure is found even if a sensitive value of the same plan masks it.</summary>
public sealed class OpenWordsTests
{
    private const string Open =
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}""";
    private const string Closed = """
        {"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"s3:GetObject",
          "Resource":"arn:aws:s3:::orders-archive"}]}
        """;
    private const string Admin = """{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    [Fact]
    public void No_value_in_an_exposure_rule_is_treated_as_a_secret()
    {
        var words = ExposureRules.All.Concat(OwnerRoles.All).OfType<ValueExposureRule>()
            .SelectMany(opening => opening.Values);

        words.Where(word => word.Length >= 8 && !PublicValues.Contains(word)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("aws_s3_bucket_policy", "policy", Open, Open, "exposure")] // all of it
    [InlineData("aws_s3_bucket_policy", "policy", Open, "\"Principal\":\"*\"", "exposure")] // what opens it
    [InlineData("aws_s3_bucket_policy", "policy", Open, "{\"Effect\":\"Allow\",", "exposure")] // a part of the form
    [InlineData("aws_s3_bucket_policy", "policy", Open, "s3:GetObject", "exposure")] // something beside
    [InlineData("aws_iam_policy", "policy", Admin, Admin, "identity")]
    [InlineData("azurerm_mssql_firewall_rule", "end_ip_address", "254.255.255.255", "254.255.255.255", "exposure")]
    [InlineData("aws_network_acl_rule", "cidr_block", "0.0.0.0/0.0.0.0", "0.0.0.0/0.0.0.0", "exposure")]
    [InlineData("google_storage_bucket_iam_member", "member", "allAuthenticatedUsers", "allAuthenti", "exposure")]
    [InlineData("google_project_iam_policy", "policy_data",
        """{"bindings":[{"members":["user:a"],"role":"roles/owner"}]}""", "members\":[\"user:a\"],\"role\":\"roles",
        "identity")]
    public void A_masked_exposure_is_found(string type, string attribute, string value, string secret, string factor)
    {
        var plan = Given.Plan(Masked(type, attribute, value, secret));

        var risk = Given.Assess(plan);

        risk.Hazards.Should().Contain(hazard => hazard.Rule.Factor == factor);
        plan.Changes[0].After.ToString().Should().NotContain(secret);
    }

    [Theory]
    [InlineData("aws_s3_bucket_policy", "policy", Closed, "123456789012")]
    [InlineData("aws_s3_bucket_policy", "policy", Closed, Closed)]
    [InlineData("google_storage_bucket_iam_member", "member", "user:ann@example.com", "ann@example.com")]
    [InlineData("aws_network_acl_rule", "cidr_block", "203.0.113.7", "203.0.113.7")]
    public void A_masked_restricted_policy_is_no_exposure(string type, string attribute, string value, string secret)
    {
        var risk = Given.Assess(Masked(type, attribute, value, secret));

        risk.Hazards.Should().BeEmpty();
    }

    [Fact]
    public void An_exposure_that_was_masked_before_does_not_count()
    {
        var (policy, marker) = (Masked("aws_s3_bucket_policy", "policy", Open, Open).After,
            Given.Json("""{"$":"masked","mayOpen":true}"""));

        var risk = Given.Assess(
            Given.Change("update", "aws_s3_bucket_policy", before: policy.ToString(),
                after: policy.ToString().Replace("}}", "},\"bucket\":\"b\"}", StringComparison.Ordinal)));

        policy.ToString().Should().Be($$"""{"policy":{{marker}}}""");
        risk.Factors("exposure").Should().BeEmpty();
    }

    /// <summary>The change after masking by the reader.</summary>
    private static ResourceChange Masked(string type, string attribute, string value, string secret)
    {
        var secrets = new Secrets();
        secrets.Add(secret);
        var after = RedactedJson.Of(
            new PlanValue.Map([KeyValuePair.Create(attribute, (PlanValue)new PlanValue.Text(value))]));
        return Given.Change("create", type) with { After = secrets.Mask(after) };
    }
}
