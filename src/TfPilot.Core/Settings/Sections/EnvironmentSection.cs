using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>Reads environments and their approvals.</summary>
internal static class EnvironmentSection
{
    public static SettingsSection Section { get; } = new(
        [new("environments", new Schema.Names(CommonSchemas.EnvironmentName, EnvironmentSchemas.Environment),
            "The environments by name; a project belongs to every one that matches it.") { Default = "{}" }],
        (settings, input) => settings with { Environments = Read(input.File, input.Problems) });

    private static IReadOnlyList<EnvironmentSettings> Read(Node.Map file, Problems problems) =>
        [.. file.Pairs("environments").Select(pair => Environment(pair.Key, (Node.Map)pair.Value, problems))];

    private static EnvironmentSettings Environment(string name, Node.Map map, Problems problems) => new(name)
    {
        Paths = map.Paths("paths"),
        Workspaces = [.. map.Texts("workspaces").Select(text => new Glob(text))],
        VarFiles = [.. map.Texts("var_files").Select(text => new ProjectPath(text))],
        BackendConfig = map.Texts("backend_config"),
        Branch = map.Text("branch"),
        RiskMultiplier = (double?)map.Number("risk_multiplier") ?? 1.0,
        Approvals = WithDestroy(map, map.Find("approvals") switch
        {
            Node.Map approvals => Approvals(approvals, problems),
            Node.Scalar => ApprovalSettings.None,
            _ => ApprovalSettings.Default,
        }, problems),
        ConfirmsDestroy = map.Map("destroy")?.Flag("confirm") ?? false,
        ApplyApprovals = map.Map("apply_approvals") is { } before ? Approvals(before, problems) : null,
    };

    /// <summary>Adds the approvals that destroying a project requires besides those of every change.</summary>
    private static ApprovalSettings WithDestroy(Node.Map map, ApprovalSettings approvals, Problems problems)
    {
        if (map.Map("destroy") is not { } destroy) return approvals;
        var (teams, users) = (destroy.Teams("teams"), destroy.Texts("users"));
        if (teams.Count + users.Count == 0)
        {
            if (destroy.Find("count") is { } count) problems.Add(count, "needs `teams` or `users` that may approve");
            return approvals;
        }

        if (approvals.RequiredCount == 0)
            problems.Add(destroy, "has approvals besides those of the environment, which requires none: remove `none`");
        var condition = new ApprovalCondition(null, [], null) { LeavesNothing = true };
        return approvals with
        {
            Additional = [.. approvals.Additional,
                new("destroy", condition, destroy.Integer("count") ?? 1, teams) { Users = users }],
        };
    }

    private static ApprovalSettings Approvals(Node.Map map, Problems problems) => new()
    {
        RequiredCount = map.Integer("count") ?? 1,
        Teams = map.Teams("teams"),
        Users = [.. map.Texts("users").Select(login => login.TrimStart('@'))],
        IncludeChildTeams = map.Flag("nested") ?? true,
        Distinct = map.Flag("distinct") ?? true,
        AllowAuthor = map.Flag("allow_author") ?? false,
        AllowContributors = map.Flag("allow_contributors") ?? false,
        InvalidateOn = map.Word<InvalidateOn>("invalidate_on") ?? InvalidateOn.Push,
        MaxAge = map.Duration("max_age"),
        ChangesRequested = map.Word<ChangesRequested>("changes_requested") ?? ChangesRequested.Write,
        Additional = [.. Named.Once(map.Maps("also"), "name", problems).Select(ReadAdditional)],
    };

    private static AdditionalApproval ReadAdditional(Node.Map map)
    {
        var when = map.Map("when");
        var condition = new ApprovalCondition(
            when?.Word<RiskClass>("risk"), when?.Texts("factor") ?? [], when?.Matcher("cost_increase"));
        return new(map.Text("name") ?? "", condition, map.Integer("count") ?? 1,
            map.Teams("teams"))
        { Users = map.Texts("users") };
    }
}
