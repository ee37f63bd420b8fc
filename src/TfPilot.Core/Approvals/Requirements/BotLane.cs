using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>How far the pull request of a bot got in its lane.</summary>
internal enum BotLaneState
{
    /// <summary>Only the bot pushed, and every plan is trusted, read and without changes.</summary>
    IsEmpty,

    /// <summary>Something has to arrive before it can be said.</summary>
    Waits,

    /// <summary>It is judged like everybody's pull request, and merges by nobody's wish but a person's.</summary>
    Ended,
}

/// <summary>The lane of a pull request that a bot of the settings opened. <paramref name="Why"/> is a clause.</summary>
internal sealed record BotLane(BotSettings Bot, BotLaneState State, string Why)
{
    /// <summary>Whether the settings let it pass without approvals.</summary>
    public bool Passes => State == BotLaneState.IsEmpty && Bot.EmptyPlans == EmptyPlans.Pass;

    /// <summary>Null when no bot of the settings opened it, or its people are not asked.</summary>
    public static BotLane? Of(JudgedPull pull)
    {
        if (pull.Participants is not { People.Author: { IsBot: true } author } voters) return null;
        return pull.Facts.Settings.Bots.FirstOrDefault(bot => bot.Id == author.Id) is { } bot
            ? Endings.Select(find => find(pull, voters, bot)).OfType<BotLane>()
                .OrderByDescending(lane => lane.State).FirstOrDefault()
                ?? new(bot, BotLaneState.IsEmpty, $"only {bot.Name} pushed, and its plans change nothing")
            : null;
    }

    /// <summary>What keeps a lane from being empty; the gravest counts.</summary>
    private static readonly IReadOnlyList<Func<JudgedPull, Participants, BotSettings, BotLane?>> Endings =
        [Pushers, Plans, Rules];

    private static BotLane? Pushers(JudgedPull pull, Participants voters, BotSettings bot)
    {
        var people = voters.People;
        if (people.OnBehalfOf is { } person) return Ended(bot, $"{person.Login} made {bot.Name} open it");
        if (people.Pushes?.FirstOrDefault(push => push.By.Id != bot.Id) is { } push)
            return Ended(bot, $"{push.By.Login} pushed {push.After.Short}");
        var others = voters.Contributors.Contributions.Where(one => one.Key != bot.Id).Select(one => one.Value)
            .Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0) return Ended(bot, $"somebody else {others[0]}");
        return people.Pushes is not { Count: > 0 }
            || voters.Contributors.MissingCommits.Count + voters.Contributors.UnknownContributors.Count > 0
            ? Waits(bot, "it is not known who pushed") : null;
    }

    private static BotLane? Plans(JudgedPull pull, Participants voters, BotSettings bot)
    {
        if (pull.Newest is { IsTrusted: false } || pull.Projects.Any(project => !project.Evidence.IsTrusted))
            return Ended(bot, "its plans are not trusted");
        if (pull.Newest is { Facts.Problems.Count: > 0 }
            || pull.Projects.Any(project => project.Review.Risk.Class == RiskClass.Unknown))
            return Ended(bot, "a plan failed or could not be read");
        if (pull.Projects.FirstOrDefault(project => project.Review.Risk.Class != RiskClass.None) is { } changing)
            return Ended(bot, $"the plan of {VisibleText.Of(changing.Review.Name)} changes something");
        if (pull.Projects.Count == 0 || pull.RequiredEnvironments.Any(environment => !pull.In(environment).Any()))
            return Waits(bot, "not every plan has arrived");
        return null;
    }

    private static BotLane? Rules(JudgedPull pull, Participants voters, BotSettings bot) =>
        !pull.Facts.Affected.IsComplete ? Ended(bot, "it changes too many files")
        : pull.Facts.Affected.Protected.FirstOrDefault(path => !IsLockFile(path)) is { } path
            ? Ended(bot, $"it changes {VisibleText.Of(path.Path)}")
        : pull.Projects.FirstOrDefault(project => Verdicts.Of(project.Review) > Verdict.Warn) is { } refused
            ? Ended(bot, $"a rule does not let the plan of {VisibleText.Of(refused.Review.Name)} pass")
        : null;

    /// <summary>What a bot that updates providers has to change.</summary>
    internal static bool IsLockFile(ProtectedPath path) =>
        path.Path.Split('/')[^1] == ".terraform.lock.hcl";

    private static BotLane Ended(BotSettings bot, string why) => new(bot, BotLaneState.Ended, why);

    private static BotLane Waits(BotSettings bot, string why) => new(bot, BotLaneState.Waits, why);
}
