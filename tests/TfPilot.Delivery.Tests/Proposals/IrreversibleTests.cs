using TfPilot.Core.Plans;
using TfPilot.Core.Risks;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Delivery.Tests.Proposals;

public class IrreversibleTests
{
    [Theory]
    [InlineData("aws_db_instance.main", "delete", "was destroyed; it is created again without its data")]
    [InlineData("aws_db_instance.main", "delete create", "was replaced; the data of the old one does not come back")]
    [InlineData("aws_db_instance.main", "create delete", "was replaced; the data of the old one does not come back")]
    [InlineData("aws_instance.web", "delete", "was destroyed; it is created again with a new identity")]
    [InlineData("aws_instance.web", "forget", "was removed from the state and still exists")]
    [InlineData("aws_instance.web", "delete create", null)] // the inverse plan shows the replacement
    [InlineData("aws_db_instance.main", "create", null)]
    [InlineData("aws_db_instance.main", "update", null)]
    public void What_was_destroyed_does_not_come_back(string address, string actions, string? sentence)
    {
        var change = Given.Change(address, "{}", "{}") with { Action = PlanActions.Of(actions.Split(' ')) };

        Of(Given.Plan(change)).Should().Be(sentence is null ? "" : $"live/web (prod): {address} {sentence}" +
            (actions == "forget" ? "; import it, or it is created a second time." : "."));
    }

    [Theory]
    [InlineData("\"14.9\"", "\"15.1\"", true)]
    [InlineData("\"1.9\"", "\"1.10\"", true)] // by number, not by text
    [InlineData("\"POSTGRES_14\"", "\"POSTGRES_15\"", true)]
    [InlineData("14", "15", true)]
    [InlineData("\"15\"", "\"15.4\"", true)]
    [InlineData("\"15.1\"", "\"14.9\"", false)]
    [InlineData("\"15.1\"", "\"15.1\"", false)]
    [InlineData("\"latest\"", "\"stable\"", false)]
    public void A_raised_version_may_not_be_lowered_again(string before, string after, bool isUpgrade)
    {
        var change = Given.Change(
            "aws_db_instance.main", $$"""{"engine_version":{{before}}}""", $$"""{"engine_version":{{after}}}""");

        Of(Given.Plan(change)).Should().Be(isUpgrade
            ? $"live/web (prod): aws_db_instance.main: engine_version was raised from {before.Trim('"')} to " +
                $"{after.Trim('"')}; the provider may refuse to lower it."
            : "");
    }

    [Fact]
    public void A_data_source_is_never_lost() =>
        Of(Given.Plan(Given.Change("aws_db_instance.main", "{}", null) with { IsData = true })).Should().BeEmpty();

    [Fact]
    public void A_plan_that_is_no_longer_stored_is_unknown_and_never_harmless() =>
        Irreversible.Of([new(7, "live/web", "prod", null)], StatefulTypes.BuiltIn).Should().ContainSingle().Which
            .Should().Contain("the plan of #7 is no longer stored, so it is unknown");

    [Fact]
    public void A_long_list_ends_with_the_number_of_the_others()
    {
        var changes = Enumerable.Range(0, 40).Select(i => Given.Change($"aws_db_instance.a{i}", "{}", null));

        var sentences = Irreversible.Of(
            [new(7, "live/web", "prod", Given.Facts(Given.Plan([.. changes])))], StatefulTypes.BuiltIn);

        sentences.Should().HaveCount(31).And.HaveElementAt(30, "and 10 more.");
    }

    private static string Of(Plan plan) => string.Join(
        '\n', Irreversible.Of([new(7, "live/web", "prod", Given.Facts(plan))], StatefulTypes.BuiltIn));
}
