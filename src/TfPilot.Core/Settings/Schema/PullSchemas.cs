using System.Globalization;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

/// <summary>A whole document of a pull request's facts.</summary>
internal static class PullSchemas
{
    private static readonly Schema.Text Moment = new("a timestamp such as 2026-11-02T08:30:00Z (RFC 3339)",
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$", NoMoment);

    private static readonly Schema.Text Commit = new(
        "a commit, all 40 or 64 hexadecimal digits", "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$");

    private static readonly Schema.Text Login = new(
        "a login listed under people", @"^[A-Za-z0-9][A-Za-z0-9_.-]*(\[bot\])?$");

    private static readonly Schema.Number Number = new(
        "a whole number, 1 or more", 1, IsInteger: true, Max: int.MaxValue);

    private static readonly Schema.Number Id = new(
        "a GitHub id, 1 or more", 1, IsInteger: true, Max: 9_007_199_254_740_991);

    public static Schema.Keys File { get; } = new(
    [
        new("schema", new Schema.Word(["tfpilot.pull/1"]), "The name and version of this format.")
        { IsRequired = true },
        new("now", Moment,
            "The time at which these facts were gathered; ages are calculated from it.") { IsRequired = true },
        new("number", Number, "The pull request's number.") { IsRequired = true },
        new("state", CommonSchemas.Words<PullState>(), "The state of the pull request.") { Default = "open" },
        new("head", Commit, "The head commit.") { IsRequired = true },
        new("base",
            new Schema.Keys(
                [new("branch", CommonSchemas.Sentence, "The base branch.") { IsRequired = true },
                    new("commit", Commit, "The tip of the base branch.") { IsRequired = true }]),
                    "The base of the pull request.") { IsRequired = true },
        new("default_branch", CommonSchemas.Sentence,
            "The default branch, whose settings apply; without this key, the base branch."),
        new("changed", new Schema.Items(CommonSchemas.Sentence),
            "The changed files, each in the format of `git diff --name-status` or as a plain path.")
                { IsRequired = true },
        new("evidence", new Schema.Items(Evidence), "The evidence that planning jobs reported for this head."),
        new("people", new Schema.Names(Login, Person), "All people mentioned below, by login.") { IsRequired = true },
        new("author", Login, "The author of the pull request.") { IsRequired = true },
        new("on_behalf_of", Login, "The person who triggered the bot that opened the pull request."),
        new("reviews", new Schema.Items(Review), "All reviews; omit this key when they could not be read completely."),
        new("commits", new Schema.Items(CommitOf),
            "All commits between base and head; omit this key when they could not be read completely."),
        new("pushes", new Schema.Items(Push), "The pushes to the head branch; omit this key when they are unknown."),
        new("teams", new Schema.Names(CommonSchemas.Team, Team), "The teams named in the settings."),
        new("retargeted", Moment, "When the pull request was last moved to another base branch."),
        new("shown", new Schema.Items(Shown), "The plans that were published for the head and earlier commits."),
        new("overtaken", new Schema.Items(CommonSchemas.EnvironmentName),
            "Environments whose files changed on the base branch since the plan."),
        new("overrides", new Schema.Items(Override),
            "Override comments (/tfpilot override), which let an environment proceed without its required approvals."),
        new("policy_approvals", new Schema.Items(PolicyApproval), "Comments that approve the findings of a rule."),
        new("locks", new Schema.Items(Lock), "The current locks; omit this key when they could not be read."),
    ]);

    private static Schema.Keys Evidence => new(
    [
        new("facts", CommonSchemas.Sentence,
            "The file written by `tfpilot review --format facts`; its path is relative to this file's folder.")
                { IsRequired = true },
        new("run", Number, "The workflow run id.") { Default = "1" },
        new("attempt", Number, "The run attempt.") { Default = "1" },
        new("objections", new Schema.Items(CommonSchemas.Sentence),
            "Reasons why this evidence is not trusted; without this key, it is trusted."),
    ]);

    private static Schema.Keys Person => new(
    [
        new("id", Id, "The account id, which does not change with the login.") { IsRequired = true },
        new("access", new Schema.Word(["none", .. CommonSchemas.Words<RepositoryAccess>().Words]),
            "The account's access to the repository; omit this key when it is unknown."),
        new("bot", CommonSchemas.Flag, "Whether the account is a bot."),
    ]);

    private static Schema.Keys Review => new(
    [
        new("id", Id, "The review id.") { IsRequired = true },
        new("by", Login, "The reviewer.") { IsRequired = true },
        new("state", new Schema.Word(["approved", "changes_requested", "commented", "dismissed", "pending"]),
            "The current state of the review on GitHub.") { IsRequired = true },
        new("commit", Commit, "The reviewed commit; omit this key when GitHub no longer reports it."),
        new("at", Moment, "When the review was submitted; omit this key until then."),
        new("dismissed_by", Login, "The person who dismissed the review."),
        new("was", new Schema.Word(["approved", "changes_requested", "commented"]), "The state before the dismissal."),
    ]);

    private static Schema.Keys CommitOf => new(
    [
        new("sha", Commit, "The commit.") { IsRequired = true },
        new("parents", new Schema.Items(Commit), "The parent commits.") { IsRequired = true },
        new("author", Login, "The author; omit this key when the e-mail address belongs to no GitHub account."),
        new("committer", Login, "The committer; omit this key when the e-mail address belongs to no GitHub account."),
        new("by_github", CommonSchemas.Flag, "Whether GitHub itself created and signed the commit."),
        new("keeps_diff", CommonSchemas.Flag,
            "Whether this commit leaves the pull request's diff unchanged, such as a clean merge of the base branch."),
    ]);

    private static Schema.Keys Push => new(
    [
        new("by", Login, "The person who pushed.") { IsRequired = true },
        new("before", Commit, "The previous tip of the branch; omit this key for a new branch."),
        new("after", Commit, "The new tip of the branch.") { IsRequired = true },
    ]);

    private static Schema.Keys Team => new(
    [
        new("members", new Schema.Items(Login), "The direct members; omit this key when they could not be read."),
        new("nested", new Schema.Items(Login), "Members of child teams."),
        new("invited", new Schema.Items(Login), "People whose invitation is pending."),
        new("trouble", CommonSchemas.Sentence, "Why it could not be read, such as \"does not exist\"."),
    ]);

    private static Schema.Keys Shown => new(
    [
        new("commit", Commit, "The planned commit.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "The environment; omit this key for none."),
        new("fingerprint", CommonSchemas.Sentence,
            "The environment's fingerprint, as `tfpilot explain` prints it.") { IsRequired = true },
        new("since", Moment, "When the plan was first published.") { IsRequired = true },
    ]);

    private static Schema.Keys Override => new(
    [
        new("by", Login, "The author of the comment.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "The environment to override.") { IsRequired = true },
        new("head", Commit, "The head commit at that time.") { IsRequired = true },
        new("fingerprint", CommonSchemas.Sentence, "The environment's fingerprint at that time.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "The reason given in the comment.") { IsRequired = true },
        new("at", Moment, "When the comment was written.") { IsRequired = true },
        new("edited", CommonSchemas.Flag, "Whether the comment was edited later."),
    ]);

    private static Schema.Keys PolicyApproval => new(
    [
        new("by", Login, "The author of the comment.") { IsRequired = true },
        new("rule", CommonSchemas.Sentence, "The id of the rule.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName,
            "The environment of the findings; omit this key for no environment."),
        new("findings", CommonSchemas.Sentence,
            "The hash of the findings, as printed by `tfpilot explain`.") { IsRequired = true },
        new("at", Moment, "When the comment was written.") { IsRequired = true },
        new("edited", CommonSchemas.Flag, "Whether the comment was edited later."),
    ]);

    private static Schema.Keys Lock => new(
    [
        new("environment", CommonSchemas.EnvironmentName, "The locked environment.") { IsRequired = true },
        new("pull", Number, "The pull request that holds the lock; omit this key for a freeze."),
        new("by", CommonSchemas.Sentence, "The person who took the lock.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "The reason given for the lock.") { IsRequired = true },
    ]);

    private static string? NoMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? null
        : "this time does not exist";
}
