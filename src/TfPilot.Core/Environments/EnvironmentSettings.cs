using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// One environment. A project belongs to it when its directory matches one of the paths or its workspace matches one of
/// the workspaces.
/// </summary>
public sealed record EnvironmentSettings(string Name)
{
    public IReadOnlyList<PathGlob> Paths { get; init; } = [];

    public IReadOnlyList<Glob> Workspaces { get; init; } = [];

    /// <summary>The files of variables that its plans get, later ones with precedence.</summary>
    public IReadOnlyList<ProjectPath> VarFiles { get; init; } = [];

    /// <summary>What init of its plans gets for the backend: <see cref="ProjectPath"/>s and <c>KEY=VALUE</c>.</summary>
    public IReadOnlyList<string> BackendConfig { get; init; } = [];

    /// <summary>The only branch that changes may target; null means the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Multiplies the risk score.</summary>
    public double RiskMultiplier { get; init; } = 1.0;

    public ApprovalSettings Approvals { get; init; } = ApprovalSettings.Default;

    /// <summary>The approvals that a merged change needs before it is applied; null requires none.</summary>
    public ApprovalSettings? ApplyApprovals { get; init; }

    /// <summary>
    /// Whether destroying everything that a project has must be confirmed by an approver after the merge.
    /// </summary>
    public bool ConfirmsDestroy { get; init; }

    /// <summary>Whether workspaces alone decide what belongs to it.</summary>
    internal bool IsByWorkspace => Workspaces.Count > 0 && Paths.Count == 0;

    /// <param name="directory">The root module's folder, relative to the repository root.</param>
    /// <param name="workspace">The Terraform workspace; null when unknown.</param>
    public bool Holds(string directory, string? workspace) =>
        Paths.Any(glob => glob.Matches(directory))
        || (workspace is not null && WorkspacesOf(directory).Any(glob => glob.Matches(workspace)));

    /// <summary>The syntax error of a workspace; null when it is valid.</summary>
    internal static string? FindWorkspaceError(string text) =>
        text.Contains("${workspace}", StringComparison.Ordinal) || text.Contains("${project}", StringComparison.Ordinal)
        ? "the placeholders of a workspace are ${folder} and ${env}"
        : ProjectPath.FindPlaceholderError(text) ?? Glob.FindError(text);

    /// <summary>The workspaces of a project: <c>${folder}-prod</c> is another one for each.</summary>
    internal IEnumerable<Glob> WorkspacesOf(string directory) => Workspaces.Select(glob =>
        glob.Pattern.Contains("${", StringComparison.Ordinal)
            ? new Glob(ProjectPath.Fill(glob.Pattern, new(directory, Name, null), text => Glob.Exactly(text).Pattern))
            : glob);
}

/// <summary>How Terraform files outside all environments are handled.</summary>
public enum UnmappedHandling
{
    /// <summary>
    /// They require the approvals of the environment with the highest approval count; of all of them when several are
    /// equal.
    /// </summary>
    Strictest,
    Ignore,
}
