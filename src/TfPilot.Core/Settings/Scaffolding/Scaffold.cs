using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>
/// The detected structure of a repository without tfpilot settings, used to generate its first settings. Folders are in
/// display form.
/// </summary>
public sealed record Scaffold(
    IReadOnlyList<string> Projects,
    IReadOnlyList<ScaffoldEnvironment> Environments,
    IReadOnlyList<string> Shared,
    IReadOnlyList<string> Ignore,
    IReadOnlyList<string> Providers)
{
    /// <summary>The kinds of layout that were recognized, as phrases.</summary>
    public IReadOnlyList<string> Layout { get; init; } = [];

    /// <summary>Projects without an environment.</summary>
    public IReadOnlyList<string> Unclaimed { get; init; } = [];

    /// <summary>Folders with configuration that others call.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Examples, tests, templates and the like.</summary>
    public IReadOnlyList<string> Unplanned { get; init; } = [];

    /// <summary>Files and folders beside one environment that may be environments too.</summary>
    public IReadOnlyList<string> NotRecognized { get; init; } = [];

    /// <summary>Where files cannot be read.</summary>
    public IReadOnlyList<SourceFault> Faults { get; init; } = [];

    /// <summary>What the repository does not say and people must.</summary>
    public IReadOnlyList<string> LeftToDo { get; init; } = [];

    /// <summary>Other tools in the repository, each with what tfpilot does not do for it yet.</summary>
    public IReadOnlyList<string> NotSupported { get; init; } = [];

    /// <summary>Whether it uses Terragrunt.</summary>
    public bool HasUnits { get; init; }

    /// <summary>Whether nothing in the repository names an environment.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Whether no environment is named like production, so that all are handled as it.</summary>
    public bool HasNoProduction { get; init; }

    /// <summary>Whether nothing in it is deployed: it has modules for other repositories.</summary>
    public bool IsModuleRepository { get; init; }

    /// <summary>The teams whose approvals count for production; empty for everyone with write permission.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    public static Scaffold Of(SourceTree tree, RepositoryMarks? marks = null) =>
        new ScaffoldBuilder(tree, marks ?? RepositoryMarks.None).Build();

    /// <summary>The tools of the repository that are not supported yet.</summary>
    public static IReadOnlyList<string> ToolsIn(RepositoryMarks marks) => OtherTools.In(marks);

    /// <summary>Whether the settings accept the name as a team.</summary>
    public static bool IsTeam(string name) => Regex.IsMatch(
        name, CommonSchemas.Team.Pattern, RegexOptions.None,
        TimeSpan.FromMilliseconds(RegexLimits.TimeoutMilliseconds));

    /// <summary>The same with these environments as production, and with others as they are named.</summary>
    public Scaffold WithProduction(IReadOnlyList<string> names) => this with
    {
        Environments = [.. Environments.Select(environment => environment with
        {
            IsStrict = names.Contains(environment.Name),
        })],
        HasNoProduction = false,
    };
}

/// <summary>What the repository has besides Terraform.</summary>
/// <param name="Files">Paths of files that other tools or layouts have.</param>
/// <param name="Automation">The texts of workflows and makefiles.</param>
public sealed record RepositoryMarks(IReadOnlyList<string> Files, IReadOnlyList<string> Automation)
{
    public static readonly RepositoryMarks None = new([], []);

    private static readonly string[] WorkspaceCommands = ["workspace select", "workspace new", "TF_WORKSPACE"];

    /// <summary>The names of files that are looked for.</summary>
    public static IEnumerable<string> FileNames => OtherTools.FileNames;

    /// <summary>The workspaces that workflows and makefiles select by name.</summary>
    internal IReadOnlyList<WorkflowWorkspace> Workspaces => WorkflowWorkspaces.In(Automation);

    /// <summary>Whether a workflow or makefile selects workspaces.</summary>
    internal bool SelectsWorkspaces => Automation.Any(text =>
        WorkspaceCommands.Any(command => text.Contains(command, StringComparison.Ordinal)));
}
