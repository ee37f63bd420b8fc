using System.Globalization;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Settings;

/// <summary>A whole document of a pull request's facts.</summary>
internal static class PullSchemas
{
    private static readonly Schema.Text Moment = new("a moment as in 2026-11-02T08:30:00Z", @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$", NoMoment);

    private static readonly Schema.Text Commit = new("a commit, all 40 or 64 hexadecimal digits", "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$");

    private static readonly Schema.Text Login = new("a login, as among people", @"^[A-Za-z0-9][A-Za-z0-9_.-]*(\[bot\])?$");

    private static readonly Schema.Number Number = new("a whole number, 1 or more", 1, IsWhole: true, Max: int.MaxValue);

    private static readonly Schema.Number Id = new("GitHub's number, 1 or more", 1, IsWhole: true, Max: 9_007_199_254_740_991);

    public static Schema.Keys File { get; } = new(
    [
        new("schema", new Schema.Word(["tfpilot.pull/1"]), "The name of this contract.") { IsRequired = true },
        new("now", Moment, "The moment at which these facts were true: ages are counted from it.") { IsRequired = true },
        new("number", Number, "The pull request's number.") { IsRequired = true },
        new("state", CommonSchemas.Words<PullState>(), "Whether it can be merged.") { Default = "open" },
        new("head", Commit, "Its head.") { IsRequired = true },
        new("base", new Schema.Keys([new("branch", CommonSchemas.Sentence, "The branch it goes into.") { IsRequired = true }, new("commit", Commit, "Where that branch is.") { IsRequired = true }]), "Where it goes.") { IsRequired = true },
        new("default_branch", CommonSchemas.Sentence, "The default branch, whose settings count; without this key the base branch."),
        new("changed", new Schema.Items(CommonSchemas.Sentence), "What it changes, each as `git diff --name-status` prints it or as a plain path.") { IsRequired = true },
        new("evidence", new Schema.Items(Evidence), "What planning jobs reported about this head."),
        new("people", new Schema.Names(Login, Person), "Everybody who is named below, by login.") { IsRequired = true },
        new("author", Login, "Who opened it.") { IsRequired = true },
        new("on_behalf_of", Login, "Who made a bot open it."),
        new("reviews", new Schema.Items(Review), "All reviews; leave it out where they could not all be read."),
        new("commits", new Schema.Items(CommitOf), "All commits between base and head; leave it out where they could not all be read."),
        new("pushes", new Schema.Items(Push), "Who pushed to the head branch; leave it out where nobody knows."),
        new("teams", new Schema.Names(CommonSchemas.Team, Team), "The teams that the settings name."),
        new("retargeted", Moment, "When it got another base branch last."),
        new("shown", new Schema.Items(Shown), "The plans that were shown at the head and before it."),
        new("overtaken", new Schema.Items(CommonSchemas.EnvironmentName), "Environments whose files changed on the base branch since they were planned."),
        new("overrides", new Schema.Items(Override), "Comments that ask to let an environment through without its approvals."),
        new("policy_approvals", new Schema.Items(PolicyApproval), "Comments that approve what a rule found."),
        new("locks", new Schema.Items(Lock), "The locks that are held; leave it out where they could not be read."),
    ]);

    private static Schema.Keys Evidence => new(
    [
        new("facts", CommonSchemas.Sentence, "The file that `tfpilot review --format facts` wrote; its path starts at this file's folder.") { IsRequired = true },
        new("run", Number, "The run's number.") { Default = "1" },
        new("attempt", Number, "The run's attempt.") { Default = "1" },
        new("objections", new Schema.Items(CommonSchemas.Sentence), "Why it is not believed; without any it is."),
    ]);

    private static Schema.Keys Person => new(
    [
        new("id", Id, "The account's number, which stays when the login changes.") { IsRequired = true },
        new("access", new Schema.Word(["none", .. CommonSchemas.Words<RepositoryAccess>().Words]), "What the account may do in the repository; leave it out where nobody knows."),
        new("bot", CommonSchemas.Flag, "Whether it is a bot."),
    ]);

    private static Schema.Keys Review => new(
    [
        new("id", Id, "The review's number.") { IsRequired = true },
        new("by", Login, "Who reviewed.") { IsRequired = true },
        new("state", new Schema.Word(["approved", "changes_requested", "commented", "dismissed", "pending"]), "What GitHub calls the review now.") { IsRequired = true },
        new("commit", Commit, "What it was given for; leave it out where GitHub does not say any more."),
        new("at", Moment, "When it was submitted; leave it out while it is not."),
        new("dismissed_by", Login, "Who dismissed it."),
        new("was", new Schema.Word(["approved", "changes_requested", "commented"]), "What it was before it was dismissed."),
    ]);

    private static Schema.Keys CommitOf => new(
    [
        new("sha", Commit, "The commit.") { IsRequired = true },
        new("parents", new Schema.Items(Commit), "Its parents.") { IsRequired = true },
        new("author", Login, "Who wrote it; leave it out where GitHub knows no account of that address."),
        new("committer", Login, "Who committed it, likewise."),
        new("by_github", CommonSchemas.Flag, "Whether GitHub itself committed and signed it."),
        new("keeps_diff", CommonSchemas.Flag, "Whether the pull request's difference from its base is the same after it."),
    ]);

    private static Schema.Keys Push => new(
    [
        new("by", Login, "Who pushed.") { IsRequired = true },
        new("before", Commit, "Where the branch was; leave it out where there was none."),
        new("after", Commit, "Where it is since.") { IsRequired = true },
    ]);

    private static Schema.Keys Team => new(
    [
        new("members", new Schema.Items(Login), "Those directly in it; leave it out where they could not be read."),
        new("nested", new Schema.Items(Login), "Members of child teams."),
        new("invited", new Schema.Items(Login), "Those who have not accepted yet."),
        new("trouble", CommonSchemas.Sentence, "Why it could not be read, as in \"does not exist\"."),
    ]);

    private static Schema.Keys Shown => new(
    [
        new("commit", Commit, "What was planned.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "For which environment; leave it out for none."),
        new("fingerprint", CommonSchemas.Sentence, "The environment's fingerprint, as `tfpilot explain` prints it.") { IsRequired = true },
        new("since", Moment, "Since when it was shown.") { IsRequired = true },
    ]);

    private static Schema.Keys Override => new(
    [
        new("by", Login, "Whose comment it is.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "What to let through.") { IsRequired = true },
        new("head", Commit, "The head it was written for.") { IsRequired = true },
        new("fingerprint", CommonSchemas.Sentence, "The environment's fingerprint it was written for.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "Why.") { IsRequired = true },
        new("at", Moment, "When it was written.") { IsRequired = true },
        new("edited", CommonSchemas.Flag, "Whether it was changed afterwards."),
    ]);

    private static Schema.Keys PolicyApproval => new(
    [
        new("by", Login, "Whose comment it is.") { IsRequired = true },
        new("rule", CommonSchemas.Sentence, "The id of the rule.") { IsRequired = true },
        new("environment", CommonSchemas.EnvironmentName, "Where the rule found something; leave it out for no environment."),
        new("findings", CommonSchemas.Sentence, "The hash of what it found, as `tfpilot explain` prints it.") { IsRequired = true },
        new("at", Moment, "When it was written.") { IsRequired = true },
        new("edited", CommonSchemas.Flag, "Whether it was changed afterwards."),
    ]);

    private static Schema.Keys Lock => new(
    [
        new("environment", CommonSchemas.EnvironmentName, "What is locked.") { IsRequired = true },
        new("pull", Number, "The pull request that holds it; leave it out where a person froze it."),
        new("by", CommonSchemas.Sentence, "Who took it.") { IsRequired = true },
        new("reason", CommonSchemas.Sentence, "Why.") { IsRequired = true },
    ]);

    private static string? NoMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? null : "the calendar has no such moment";
}
