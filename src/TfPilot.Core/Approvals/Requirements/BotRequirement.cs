namespace TfPilot.Core.Approvals;

/// <summary>Says where the pull request of a bot of the settings stands. It requires nothing by itself.</summary>
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
                    ? $"{Sentence(lane)}, so it needs what every change needs. tfpilot turns off an auto-merge that " +
                        "a bot turned on, and leaves one that a person turned on."
                    : $"{Sentence(lane)}. The settings ask for approvals all the same (bots.{lane.Bot.Name})."]);
    }

    private static string Sentence(BotLane lane) => $"{char.ToUpperInvariant(lane.Why[0])}{lane.Why[1..]}";
}
