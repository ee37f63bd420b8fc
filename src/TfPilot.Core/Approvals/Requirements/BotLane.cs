using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>Whether the exception for a bot's pull request applies.</summary>
internal enum BotLaneState
{
    /// <summary>Only the bot pushed, and every plan is trusted, read and without changes.</summary>
    IsEmpty,

    /// <summary>Not known yet: a plan or the pushers are missing.</summary>
    Waits,

    /// <summary>The normal requirements apply, and auto-merge remains only if a person enabled it.</summary>
    Ended,
}

/// <summary>
/// The exception for a pull request that a bot of the settings opened. <paramref name="Why"/> is a clause.
/// </summary>
internal sealed record BotLane(BotSettings Bot, BotLaneState State, string Why)
{
    /// <summary>Whether the settings let it pass without approvals.</summary>
    public bool Passes => State == BotLaneState.IsEmpty && Bot.EmptyPlans == EmptyPlans.Pass;

    /// <summary>Null if no bot of the settings opened it, or its people were not gathered.</summary>
    public static BotLane? Of(JudgedPull pull)
    {
        if (pull.Participants is not { People.Author: { IsBot: true } author } voters) return null;
        return pull.Facts.Settings.Bots.FirstOrDefault(bot => bot.Id == author.Id) is { } bot
            ? Endings.Select(find => find(pull, voters, bot)).OfType<BotLane>()
                .OrderByDescending(lane => lane.State).FirstOrDefault()
                ?? new(bot, BotLaneState.IsEmpty, $"only {bot.Name} pushed, and its plans change nothing")
            : null;
    }

    /// <summary>The reasons against the exception; the most severe counts.</summary>
    private static readonly IReadOnlyList<Func<JudgedPull, Participants, BotSettings, BotLane?>> Endings =
        [Pushers, Plans, Rules];

    private static BotLane? Pushers(JudgedPull pull, Participants voters, BotSettings bot)
    {
        var people = voters.People;
        if (people.OnBehalfOf is { } person) return Ended(bot, $"{person.Login} triggered {bot.Name} to open it");
        if (people.Pushes?.FirstOrDefault(push => push.By.Id != bot.Id) is { } push)
            return Ended(bot, $"{push.By.Login} pushed {push.After.Short}");
        var others = voters.Contributors.Contributions.Where(one => one.Key != bot.Id).Select(one => one.Value)
            .Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0) return Ended(bot, $"another account {others[0]}");
        return people.Pushes is not { Count: > 0 }
            || voters.Contributors.MissingCommits.Count + voters.Contributors.UnknownContributors.Count > 0
            ? Waits(bot, "the pushers are unknown") : null;
    }

    private static BotLane? Plans(JudgedPull pull, Participants voters, BotSettings bot)
    {
        if (pull.Newest is { IsTrusted: false } || pull.Projects.Any(project => !project.Evidence.IsTrusted))
            return Ended(bot, "its plans are not trusted");
        if (pull.Newest is { Facts.Problems.Count: > 0 }
            || pull.Projects.Any(project => project.Review.Risk.Class == RiskClass.Unknown))
            return Ended(bot, "a plan failed or could not be read");
        if (pull.Projects.FirstOrDefault(project => project.Review.Risk.Class != RiskClass.None) is { } changing)
            return Ended(bot, $"the plan of {VisibleText.Of(changing.Review.Name)} has changes");
        if (pull.Projects.Count == 0 || pull.RequiredEnvironments.Any(environment => !pull.In(environment).Any()))
            return Waits(bot, "not every plan has arrived");
        return null;
    }

    private static BotLane? Rules(JudgedPull pull, Participants voters, BotSettings bot) =>
        !pull.Facts.Affected.IsComplete ? Ended(bot, "it changes too many files")
        : pull.Facts.Affected.Protected.FirstOrDefault(path => !IsLockFile(path)) is { } path
            ? Ended(bot, $"it changes {VisibleText.Of(path.Path)}")
        : pull.Projects.FirstOrDefault(project => Verdicts.Of(project.Review) > Verdict.Warn) is { } refused
            ? Ended(bot, $"a rule blocks the plan of {VisibleText.Of(refused.Review.Name)} or requires approval")
        : null;

    /// <summary>The only protected file that a bot may change to update providers.</summary>
    internal static bool IsLockFile(ProtectedPath path) =>
        path.Path.Split('/')[^1] == ".terraform.lock.hcl";

    private static BotLane Ended(BotSettings bot, string why) => new(bot, BotLaneState.Ended, why);

    private static BotLane Waits(BotSettings bot, string why) => new(bot, BotLaneState.Waits, why);
}
