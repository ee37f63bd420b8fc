using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>What people do: pull requests, reviews, comments, merges and settings.</summary>
internal sealed class PeopleActions(World world)
{
    private const int MaxOpen = 2;
    private const int MaxPulls = 8;
    private const double PastCheckRate = 0.02;

    private static readonly string[] Methods = ["merge", "squash", "rebase"];
    private static readonly string[] Environments = ["dev", "prod"];

    private static readonly Account[] Reviewers = [FakePeople.Bob, SimulatedGitHub.Eve, FakePeople.Cy, FakePeople.Dee];

    /// <summary>The possible actions with their weights.</summary>
    public IEnumerable<(int Weight, Action Act)> All()
    {
        var open = world.GitHub.Open;
        if (open.Count < MaxOpen && world.GitHub.Pulls.Count < MaxPulls) yield return (8, Open);
        yield return (1, ChangeSettings);
        if (world.Commands.Count > 0) yield return (1, EditCommand);
        if (world.GitHub.Pulls.Count > 0) yield return (5, Command);
        if (open.Count == 0) yield break;
        yield return (3, () => Push(world.Pick(open)));
        yield return (8, () => Review(world.Pick(open)));
        yield return (8, () => ApproveAll(world.Pick(open)));
        yield return (1, () => Dismiss(world.Pick(open)));
        yield return (1, () => ToggleDraft(world.Pick(open)));
        yield return (1, () => Close(world.Pick(open)));
        yield return (25, () => Merge(world.Pick(open)));
        yield return (6, () => Enqueue(world.Pick(open)));
        if (world.GitHub.Queued is { } queued) yield return (15, () => MergeGroup(queued.Pull, queued.Group));
    }

    /// <summary>Everyone who may approves the pull request.</summary>
    public void ApproveAll(SimulatedPull pull)
    {
        foreach (var person in Reviewers.Where(person => !pull.Pushers.Contains(person)))
            Review(pull, person, "APPROVED");
    }

    private void Open()
    {
        var author = world.Chance(0.7) ? FakePeople.Ann : FakePeople.Cy;
        var pull = world.GitHub.OpenPull(author, PickProjects());
        world.Trace.Add(
            $"{author.Login} opens #{pull.Number}: {string.Join(", ", pull.Projects.Select(project => project.Name))}");
        world.Deliveries.SendPull(pull, "opened");
    }

    private void Push(SimulatedPull pull)
    {
        var by = world.Chance(0.8) ? pull.Fake.Author : FakePeople.Bob;
        world.GitHub.Push(pull, by, world.Chance(0.5) ? pull.Projects : PickProjects());
        world.Trace.Add($"{by.Login} pushes to #{pull.Number}");
        world.Deliveries.SendPull(pull, "synchronize");
    }

    private void Review(SimulatedPull pull) => Review(
        pull, world.Pick(Reviewers),
        world.Chance(0.85) ? "APPROVED" : world.Chance(0.5) ? "CHANGES_REQUESTED" : "COMMENTED");

    private void Review(SimulatedPull pull, Account by, string state)
    {
        if (by == pull.Fake.Author) return; // GitHub refuses it.
        world.GitHub.Repository.AddReview(
            pull.Number, by, state, SimulatedGitHub.Seconds(world.Clock.GetUtcNow()));
        world.Trace.Add($"{by.Login} reviews #{pull.Number}: {state}");
        world.Deliveries.Send("pull_request_review", new()
        {
            ["action"] = "submitted", ["pull_request"] = new JsonObject { ["number"] = pull.Number },
        });
    }

    private void Dismiss(SimulatedPull pull)
    {
        var given = pull.Fake.Reviews.FindAll(review => review.State is "APPROVED" or "CHANGES_REQUESTED");
        if (given.Count == 0 || pull.Pushers.Contains(FakePeople.Dee)) return;
        var review = world.Pick(given);
        world.GitHub.Repository.DismissReview(pull.Number, review, FakePeople.Dee, world.Clock.GetUtcNow());
        world.Trace.Add($"dee dismisses the review of {review.By.Login} on #{pull.Number}");
        world.Deliveries.Send("pull_request_review", new()
        {
            ["action"] = "dismissed", ["pull_request"] = new JsonObject { ["number"] = pull.Number },
        });
    }

    private void ToggleDraft(SimulatedPull pull)
    {
        pull.Fake.IsDraft = !pull.Fake.IsDraft;
        world.Trace.Add($"#{pull.Number} {(pull.Fake.IsDraft ? "becomes a draft" : "is ready")}");
        world.Deliveries.SendPull(pull, pull.Fake.IsDraft ? "converted_to_draft" : "ready_for_review");
    }

    private void Close(SimulatedPull pull)
    {
        pull.Fake.State = "closed";
        world.Trace.Add($"#{pull.Number} is closed");
        world.Deliveries.SendPull(pull, "closed");
    }

    /// <summary>By anyone when the required check passed; by an administrator past it.</summary>
    private void Merge(SimulatedPull pull)
    {
        var passed = HasPassed(pull.Fake.Head);
        if (pull.Fake.IsDraft || (!passed && !world.Chance(PastCheckRate))) return;
        Merge(pull, passed ? FakePeople.Bob : FakePeople.Dee, world.Pick(Methods), passed ? "" : " past its check");
    }

    private void Enqueue(SimulatedPull pull)
    {
        if (world.GitHub.Queued is not null || pull.Fake.IsDraft || !HasPassed(pull.Fake.Head)) return;
        var group = world.GitHub.Enqueue(pull);
        world.Trace.Add($"#{pull.Number} is queued as {group.Short}");
        world.Deliveries.Send("merge_group", new()
        {
            ["action"] = "checks_requested",
            ["merge_group"] = new JsonObject
            {
                ["head_sha"] = group.Text, ["base_sha"] = world.GitHub.Repository.DefaultHead.Text,
                ["base_ref"] = "refs/heads/main",
            },
        });
    }

    private void MergeGroup(SimulatedPull pull, CommitSha group)
    {
        if (pull.Fake.State != "open") world.GitHub.Dequeue();
        else if (HasPassed(group)) Merge(pull, FakePeople.Bob, "queue", "");
    }

    private bool HasPassed(CommitSha head) => world.GitHub.Repository.Checks.Exists(
        check => check.Text("head_sha") == head.Text && check.Text("name") == "tfpilot: main"
            && check.Text("conclusion") == "success");

    private void Merge(SimulatedPull pull, Account by, string method, string how)
    {
        world.MergedAt[pull.Number] = world.States.Count - 1;
        world.GitHub.Merge(pull, by, method);
        world.Trace.Add(
            $"{by.Login} merges #{pull.Number} by {method} as {pull.Fake.MergedAs!.Value.Short}{how}");
        world.Deliveries.SendPull(pull, "closed");
        SendPush();
    }

    private void ChangeSettings()
    {
        var settings = world.Chance(0.7) ? SimulatedSettings.All[0] : world.Pick(SimulatedSettings.All);
        world.GitHub.PushSettings(settings);
        world.Trace.Add($"the settings become '{settings.Name}'");
        SendPush();
    }

    private void Command()
    {
        var pull = world.Pick(world.GitHub.Pulls.Values.ToList());
        var (by, environment) = (world.Pick(Reviewers), world.Pick(Environments));
        string verb = pull.Fake.State == "merged" ? world.Pick(["apply", "cancel", "timeline"])
            : world.Pick(["lock", "unlock", "unlock", "freeze", "override", "status", "recheck", "plan", "replan"]);
        var hasEnvironment = verb is "apply" or "cancel" or "lock" or "unlock" or "freeze" or "override";
        var reason = verb is "lock" or "freeze" or "override" ? " for a reason" : "";
        var comment = world.GitHub.Comment(
            pull, by, $"/tfpilot {verb}{(hasEnvironment ? $" {environment}" : "")}{reason}");
        world.Commands.Add(new(
            comment, pull.Number, pull.Fake.Head, verb, hasEnvironment ? environment : null, comment.At));
        world.Trace.Add($"{by.Login} comments on #{pull.Number}: {comment.Body} ({comment.Id})");
        world.Deliveries.SendComment(pull, comment, "created");
    }

    private void EditCommand()
    {
        var command = world.Pick(world.Commands);
        command.Comment.Edited = world.Clock.GetUtcNow();
        command.Comment.Body += " or so";
        world.Trace.Add($"comment {command.Comment.Id} is edited");
        world.Deliveries.SendComment(world.GitHub.Pulls[command.Pull], command.Comment, "edited");
    }

    private void SendPush() => world.Deliveries.Send("push", new()
    {
        ["ref"] = "refs/heads/main", ["after"] = world.GitHub.Repository.DefaultHead.Text,
    });

    private List<SimulatedProject> PickProjects()
    {
        var picked = SimulatedProject.All.Where(_ => world.Chance(0.4)).ToList();
        return picked.Count > 0 ? picked : [world.Pick(SimulatedProject.All)];
    }
}
