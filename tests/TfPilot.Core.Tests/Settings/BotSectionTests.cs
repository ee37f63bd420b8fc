using TfPilot.Core.Approvals;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public class BotSectionTests
{
    [Fact]
    public void Hosted_bots_are_known_by_name_and_others_by_account_id() =>
        Bots("dependabot: {}\n  renovate: { empty_plan: pass }\n  ours: { id: 7 }\n  renovate-ours: { id: 8 }").Should()
            .Equal(
            new BotSettings("dependabot", new(49699333)),
            new BotSettings("renovate", new(29139614)) { EmptyPlans = EmptyPlans.Pass },
            new BotSettings("ours", new(7)),
            new BotSettings("renovate-ours", new(8)));

    [Fact]
    public void A_configured_account_id_replaces_the_hosted_one() =>
        Bots("renovate: { id: 9 }").Should().Equal(new BotSettings("renovate", new(9)));

    [Theory]
    [InlineData("ours: { id: 0 }", "bots.ours.id")]
    [InlineData("ours: { id: 1.5 }", "bots.ours.id")]
    [InlineData("\"renovate[bot]\": {}", "bots")]
    [InlineData("renovate: { empty_plan: never }", "bots.renovate.empty_plan")]
    public void An_invalid_bot_account_or_rule_is_a_problem(string bots, string message) =>
        Read(bots).Match(_ => "", problems => problems[0].Message).Should().Contain(message);

    [Fact]
    public void A_bot_with_an_unknown_account_has_no_effect_and_a_note_says_so()
    {
        var settings = Read("ours: { empty_plan: pass }").Match(read => read, _ => null!);

        settings.Bots.Should().BeEmpty();
        settings.Notes.Should().ContainSingle().Which.Message.Should()
            .StartWith("bots.ours has no effect, because the account of ours is not known: add its `id`");
    }

    private static IReadOnlyList<BotSettings> Bots(string bots) =>
        Read(bots).Match(
            settings => settings.Bots, problems => throw new InvalidOperationException(problems[0].Message));

    private static Core.Basics.Validated<TfPilot.Core.Settings.Settings> Read(string bots) =>
        SettingsReader.Read(".tfpilot.yml", $"version: 1\nbots:\n  {bots}\n", new(2030, 1, 2));
}
