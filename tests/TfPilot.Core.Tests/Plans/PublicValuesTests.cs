using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Public exposure must not be hidden because an equal value is declared sensitive.</summary>
public sealed class PublicValuesTests
{
    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("128.0.0.0/1")]
    [InlineData("2000::/3")]
    [InlineData("0:0:0:0:0:0:0:0/0")]
    [InlineData("public-read")]
    [InlineData("allAuthenticatedUsers")]
    [InlineData("roles/owner")]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess")]
    public void A_public_access_value_is_shown_even_if_a_copy_is_sensitive(string value)
    {
        var secrets = new Secrets();
        secrets.Add(value);

        secrets.MaskWithin($"from {value} on").Should().Be($"from {value} on");
    }

    [Theory]
    [InlineData("dead.beef/12345")] // no range has five digits
    [InlineData("a1b2c3d4/e5f6a7b8/9")]
    [InlineData("public-read-7f3a9c")]
    [InlineData("postgres://u:p4ssw0rd@10.0.0.1/0")]
    public void A_value_that_only_resembles_a_public_one_is_masked(string value)
    {
        var secrets = new Secrets();
        secrets.Add(value);

        secrets.MaskWithin($"from {value} on").Should().NotContain(value);
    }
}
