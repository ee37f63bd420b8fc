using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>Which rules apply to the pull request of a bot.</summary>
internal enum BotPullState
{
    /// <summary>Only the bot pushed, and every plan is trusted, read and without changes.</summary>
    EmptyPlan,

    /// <summary>Waits for pushers or plans.</summary>
    Pending,

    /// <summary>Normal requirements apply, and only a person may enable auto-merge.</summary>
    NormalRules,
}

/// <summary>A pull request that a bot of the settings opened. <paramref name="Why"/> is a clause.</summary>
internal sealed record BotPullRequest(BotSettings Bot, BotPullState State, string Why)
{
    /// <summary>Whether the settings require no approvals for it.</summary>
    public bool Passes => State == BotPullState.EmptyPlan && Bot.EmptyPlans == EmptyPlans.Pass;

    /// <summary>Null when no bot of the settings opened it, or its people were not gathered.</summary>
    public static BotPullRequest? Of(JudgedPull pull)
    {
        if (pull.Participants is not { People.Author: { IsBot: true } author } participants) return null;
        return pull.Facts.Settings.Bots.FirstOrDefault(bot => bot.Id == author.Id) is { } bot
            ? Checks.Select(find => find(pull, participants, bot)).OfType<BotPullRequest>()
                .OrderByDescending(botPull => botPull.State).FirstOrDefault()
                ?? new(bot, BotPullState.EmptyPlan, $"only {bot.Name} pushed, and its plans change nothing")
            : null;
    }

    /// <summary>Each finds a reason against <see cref="BotPullState.EmptyPlan"/>; the most severe counts.</summary>
    private static readonly IReadOnlyList<Func<JudgedPull, Participants, BotSettings, BotPullRequest?>> Checks =
        [CheckPushers, CheckPlans, CheckFilesAndVerdicts];

    private static BotPullRequest? CheckPushers(JudgedPull pull, Participants participants, BotSettings bot)
    {
        var people = participants.People;
        if (people.OnBehalfOf is { } person) return NormalRules(bot, $"{person.Login} triggered {bot.Name} to open it");
        if (people.Pushes?.FirstOrDefault(push => push.By.Id != bot.Id) is { } push)
            return NormalRules(bot, $"{push.By.Login} pushed {push.After.Short}");
        var others = participants.Contributors.Contributions.Where(one => one.Key != bot.Id).Select(one => one.Value)
            .Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0) return NormalRules(bot, $"another account {others[0]}");
        return people.Pushes is not { Count: > 0 }
            || participants.Contributors.MissingCommits.Count + participants.Contributors.UnknownContributors.Count > 0
            ? Pending(bot, "the pushers are unknown") : null;
    }

    private static BotPullRequest? CheckPlans(JudgedPull pull, Participants participants, BotSettings bot)
    {
        if (pull.Newest is { IsTrusted: false } || pull.Projects.Any(project => !project.Evidence.IsTrusted))
            return NormalRules(bot, "its plans are not trusted");
        if (pull.Newest is { Facts.Problems.Count: > 0 }
            || pull.Projects.Any(project => project.Review.Risk.Class == RiskClass.Unknown))
            return NormalRules(bot, "a plan failed or could not be read");
        if (pull.Projects.FirstOrDefault(project => project.Review.Risk.Class != RiskClass.None) is { } changing)
            return NormalRules(bot, $"the plan of {VisibleText.Of(changing.Review.Name)} has changes");
        if (pull.Projects.Count == 0 || pull.RequiredEnvironments.Any(environment => !pull.In(environment).Any()))
            return Pending(bot, "not every plan has arrived");
        return null;
    }

    private static BotPullRequest? CheckFilesAndVerdicts(JudgedPull pull, Participants participants, BotSettings bot) =>
        !pull.Facts.Affected.IsComplete ? NormalRules(bot, "it changes too many files")
        : pull.Facts.Affected.Protected.FirstOrDefault(path => !IsLockFile(path)) is { } path
            ? NormalRules(bot, $"it changes {VisibleText.Of(path.Path)}")
        : pull.Projects.FirstOrDefault(project => Verdicts.Of(project.Review) > Verdict.Warn) is { } refused
            ? NormalRules(bot, $"a rule blocks the plan of {VisibleText.Of(refused.Review.Name)} or requires approval")
        : null;

    /// <summary>The only protected file that a bot may change to update providers.</summary>
    internal static bool IsLockFile(ProtectedPath path) =>
        path.Path.Split('/')[^1] == ".terraform.lock.hcl";

    private static BotPullRequest NormalRules(BotSettings bot, string why) => new(bot, BotPullState.NormalRules, why);

    private static BotPullRequest Pending(BotSettings bot, string why) => new(bot, BotPullState.Pending, why);
}
