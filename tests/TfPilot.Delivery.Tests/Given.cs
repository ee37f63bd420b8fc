using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Gates;

namespace TfPilot.Delivery.Tests;

/// <summary>
/// An approved and merged change of live/web to prod, and the job that applies it; tests change what matters to them.
/// </summary>
internal static class Given
{
    public const string Project = "live/web";

    public static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    public static readonly CommitSha Merge = CommitSha.Parse(new string('a', 40));
    public static readonly CommitSha Head = CommitSha.Parse(new string('b', 40));

    public static readonly EffectiveSettings Settings = new(
        "main", CommitSha.Parse(new string('c', 40)), new(new DateOnly(2026, 11, 30)),
        [new("prod", "main", ApprovalSettings.Default), new("dev", "main", ApprovalSettings.Default)]);

    public static readonly GateCaller Caller = new(
        "acme/infra", "push", "acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "refs/heads/main",
        Merge, new(500, 1), "prod");

    public static ResourceChange Change(string address, string? before, string? after)
    {
        string[] actions = before is null ? ["create"] : after is null ? ["delete"] : ["update"];
        return new()
        {
            Address = new(address),
            Type = address.Split('.')[^2],
            Action = PlanActions.Of(actions),
            Actions = actions,
            Before = Json(before),
            After = Json(after),
        };
    }

    public static Plan Plan(params ResourceChange[] changes) => new() { FormatVersion = "1.2", Changes = changes };

    public static ProjectFacts Facts(Plan plan) =>
        new(Project, "prod", plan) { EntryFile = $"{Project}/main.tf" };

    public static FreshPlan Fresh(Plan plan) => new(Facts(plan), ReviewRules.Judge(Facts(plan), Settings.Context));

    public static string Fingerprint(Plan plan) => PlanFingerprint.Of(plan, "prod", []);

    /// <summary>The record of an approved merge with this plan.</summary>
    public static ApprovedChange Approved(Plan plan) => new(
        7, Head, Merge, CommitSha.Parse(new string('d', 40)), "main", "prod",
        new(Project, Project, Fingerprint(plan), plan.ChangesNothing, 400, 1), IsApproved: true, [],
        [new(2002, "bob")], [], [], ExpiresAt: null, Settings.Commit, 12, new string('e', 64), "bob",
        Now.AddMinutes(-10));

    /// <summary>The facts of a gate that answers go.</summary>
    public static GateFacts Gate(Plan plan) => new(Caller, "prod", Project, Settings, ApplySettings.Default, Now)
    {
        Fresh = Fresh(plan),
        Change = Approved(plan),
        ApprovedFacts = Facts(plan),
    };

    private static RedactedJson Json(string? canonical) =>
        canonical is null ? RedactedJson.Null : RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(canonical));
}
