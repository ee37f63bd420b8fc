namespace TfPilot.Core.Approvals;

/// <summary>What the plans of a bot's pull request require when they change nothing.</summary>
public enum EmptyPlans
{
    /// <summary>The same approvals as everybody's.</summary>
    Approve,

    /// <summary>No approval, while only the bot pushed.</summary>
    Pass,
}

/// <summary>
/// A bot whose pull requests may need no approvals. Its account id is its identity; the name is not.
/// </summary>
public sealed record BotSettings(string Name, UserId Id)
{
    /// <summary>The accounts of the hosted bots, which need no id in the settings.</summary>
    public static readonly IReadOnlyDictionary<string, UserId> Known = new Dictionary<string, UserId>
    {
        ["dependabot"] = new(49699333),
        ["renovate"] = new(29139614),
    };

    public EmptyPlans EmptyPlans { get; init; }
}
