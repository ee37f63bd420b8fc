using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Policies;

public class TypeMatcherTests
{
    [Theory]
    [InlineData("aws_instance", "aws_instance", true)]
    [InlineData("aws_iam_*", "aws_iam_role", true)]
    [InlineData("aws_iam_*", "aws_instance", false)]
    [InlineData("azurerm_*!azurerm_resource_group", "azurerm_resource_group", false)]
    [InlineData("azurerm_*!azurerm_resource_group", "azurerm_key_vault", true)]
    [InlineData("azurerm_*!*_group!*_vault", "azurerm_key_vault", false)] // more than one exclusion
    [InlineData("stateful", "aws_db_instance", true)]
    [InlineData("stateful", "acme_ledger", true)] // added by the settings
    [InlineData("stateful", "aws_instance", false)]
    [InlineData("*!stateful", "aws_db_instance", false)]
    [InlineData("aws_iam_* stateful", "aws_db_instance", true)] // any of several
    [InlineData("", "aws_instance", false)]
    public void A_resource_type_is_matched(string patterns, string type, bool fits)
    {
        var matcher = new TypeMatcher(patterns.Split(' '));

        var answer = matcher.Matches(type, new StatefulTypes(["acme_ledger"], []));

        answer.Should().Be(fits);
    }

    [Theory]
    [InlineData("aws_*!", "before and after")]
    [InlineData("!aws_instance", "before and after")]
    [InlineData("", "before and after")]
    [InlineData("aws_instance, aws_vpc", "list")]
    [InlineData("aws_{instance", "paired")]
    public void An_invalid_pattern_is_reported(string pattern, string expected) =>
    TypeMatcher.FindError(pattern).Should().Contain(expected);

    [Theory]
    [InlineData("azurerm_*!azurerm_{a,b}!*_c")]
    [InlineData("stateful")]
    public void A_valid_pattern_is_accepted(string pattern) =>
        TypeMatcher.FindError(pattern).Should().BeNull();
}
