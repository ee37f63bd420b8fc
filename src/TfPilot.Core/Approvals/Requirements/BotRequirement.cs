namespace TfPilot.Core.Approvals;

/// <summary>Reports whether the exception for a bot of the settings applies. It requires nothing by itself.</summary>
internal static class BotRequirement
{
    public static IEnumerable<RequirementResult> Of(JudgedPull pull)
    {
        if (pull.BotPull is not { State: not BotPullState.Pending } botPull) yield break;
        yield return botPull.Passes
            ? new(Environment: null, Decision.Approved, $"empty plan of {botPull.Bot.Name}", [$"{Sentence(botPull)}."])
            : new(Environment: null, Decision.NotApplicable,
                botPull.State == BotPullState.NormalRules ? $"no auto-merge of {botPull.Bot.Name}: {botPull.Why}"
                    : $"empty plan of {botPull.Bot.Name}",
                [botPull.State == BotPullState.NormalRules
                    ? $"{Sentence(botPull)}, so the normal approval requirements apply. tfpilot disables an " +
                        "auto-merge that a bot enabled, but not one that a person enabled."
                    : $"{Sentence(botPull)}. The settings still require approvals " +
                        $"(`bots.{botPull.Bot.Name}.empty_plan`)."]);
    }

    private static string Sentence(BotPullRequest botPull) =>
        $"{char.ToUpperInvariant(botPull.Why[0])}{botPull.Why[1..]}";
}
