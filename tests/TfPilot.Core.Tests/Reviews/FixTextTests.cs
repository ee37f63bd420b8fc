using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

public sealed class FixTextTests
{
    [Theory]
    [InlineData("aws_db.a", "encrypted", "false", "encrypted = true", "diff",
        " resource \"aws_db\" \"a\" {\n-  encrypted = false\n+  encrypted = true")]
    // there is no value to remove
    [InlineData("module.m[0].aws_db.a[\"x\"]", "encrypted", "not set", "encrypted = true", "diff",
        " resource \"aws_db\" \"a\" {\n+  encrypted = true")]
    // the rest of the map is unknown
    [InlineData("aws_db.a", "tags.owner", "not set", "tags = { \"owner\" = \"me\" }", "hcl",
        "resource \"aws_db\" \"a\" {\n  tags = { \"owner\" = \"me\" }")]
    [InlineData("module.m", "version", "not set", "version = \"1.2.3\"", "hcl", "version = \"1.2.3\"")] // no resource
    // a path is not valid HCL
    [InlineData("aws_db.a", "disk[0].encrypted", "false", "disk[0].encrypted = true", null, "disk[0].encrypted = true")]
    // an argument of something else
    [InlineData("aws_db.a", "tags.owner", "not set", "owner = \"me\"", null, "owner = \"me\"")]
    [InlineData("aws_db.a", "name", "\"x\"", "Change name to match ^prod-", null, "Change name to match ^prod-")]
    public void A_fix_is_shown_as_HCL_when_it_is_valid_HCL(
        string address, string attribute, string got, string fix, string? language, string text)
    {
        var shown = FixText.Of(A.Finding(address: address, attribute: attribute) with { Actual = got, Fix = fix })!;

        (shown.Language, string.Join('\n', shown.Lines)).Should().Be((language, text));
    }

    [Fact]
    public void Without_a_fix_nothing_is_shown() => FixText.Of(A.Finding()).Should().BeNull();
}
