using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

/// <summary>Reads the bots whose pull requests may need no approvals.</summary>
internal static class BotSection
{
    private static readonly Schema.Text Name = new(
        "a name of small letters, digits and hyphens", "^[a-z0-9][a-z0-9-]*$");

    private static readonly Schema.Keys Bot = new(
    [
        new("id", new Schema.Number("the id of its account", 1, IsInteger: true, Max: 9_007_199_254_740_991),
            "The id of its account on GitHub, which a rename does not change: `gh api users/NAME%5Bbot%5D --jq .id`. " +
                "Dependabot's and Renovate's are known under `dependabot` and `renovate`."),
        new("empty_plan", CommonSchemas.Words<EmptyPlans>(),
            "What a pull request needs to which only the bot pushed, and whose trusted plans change nothing: the " +
                "approvals of every change, or none.") { Default = "approve" },
    ]);

    public static SettingsSection Section { get; } = new(
        [new("bots", new Schema.Names(Name, Bot),
            "Bots that update dependencies. If their plans have changes, tfpilot disables an auto-merge that " +
                "a bot enabled.") { Default = "{}" }],
        (settings, input) => settings with
        {
            Bots = [.. input.File.Pairs("bots").Select(pair => Read(pair, input.Notes)).OfType<BotSettings>()],
        });

    /// <summary>A bot whose account is unknown is left out, with a note.</summary>
    private static BotSettings? Read(Pair pair, Problems notes)
    {
        var map = (Node.Map)pair.Value;
        var id = map.Number("id") is { } given ? new UserId((long)given)
            : BotSettings.Known.TryGetValue(pair.Key, out var known) ? known : (UserId?)null;
        if (id is { } found)
            return new(pair.Key, found) { EmptyPlans = map.Word<EmptyPlans>("empty_plan") ?? EmptyPlans.Approve };
        notes.Add(pair.Value, $"has no effect, because the account of {pair.Key} is not known: add its `id`, which " +
            $"`gh api users/{pair.Key}%5Bbot%5D --jq .id` prints");
        return null;
    }
}
