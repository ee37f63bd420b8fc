namespace TfPilot.Core.Approvals;

/// <summary>Reports whether the exception for a bot of the settings applies. It requires nothing by itself.</summary>
internal static class BotRequirement
{
    public static IEnumerable<RequirementResult> Lane(JudgedPull pull)
    {
        if (pull.Lane is not { State: not BotLaneState.Waits } lane) yield break;
        yield return lane.Passes
            ? new(Environment: null, Decision.Approved, $"empty plan of {lane.Bot.Name}", [$"{Sentence(lane)}."])
            : new(Environment: null, Decision.NotApplicable,
                lane.State == BotLaneState.Ended ? $"no auto-merge of {lane.Bot.Name}: {lane.Why}"
                    : $"empty plan of {lane.Bot.Name}",
                [lane.State == BotLaneState.Ended
                    ? $"{Sentence(lane)}, so the normal approval requirements apply. tfpilot disables an auto-merge " +
                        "that a bot enabled, but not one that a person enabled."
                    : $"{Sentence(lane)}. The settings still require approvals (`bots.{lane.Bot.Name}.empty_plan`)."]);
    }

    private static string Sentence(BotLane lane) => $"{char.ToUpperInvariant(lane.Why[0])}{lane.Why[1..]}";
}
