namespace TfPilot.GitHub.Identity;

/// <summary>The purpose of a token, which limits its permissions to a subset of the App's.</summary>
public sealed record TokenScope
{
    /// <summary>Reads facts: the change, the settings and the checks.</summary>
    public static readonly TokenScope Read = new(
        "read", ("checks", "read"), ("contents", "read"), ("pull_requests", "read"));

    /// <summary>Reads team members.</summary>
    public static readonly TokenScope ReadTeams = new("read teams", ("members", "read"), ("metadata", "read"));

    public static readonly TokenScope WriteChecks = new("write checks", ("checks", "write"));

    /// <summary>Writes comments on a pull request.</summary>
    public static readonly TokenScope WriteComments = new("answer comments", ("pull_requests", "write"));

    /// <summary>Opens, updates and closes issues.</summary>
    public static readonly TokenScope WriteIssues = new("write issues", ("issues", "write"));

    /// <summary>Turns auto-merge off.</summary>
    public static readonly TokenScope DisableAutoMerge = new("turn auto-merge off", ("pull_requests", "write"));

    /// <summary>Reads workflow runs and their pending deployments.</summary>
    public static readonly TokenScope ReadRuns = new("read runs", ("actions", "read"));

    /// <summary>Starts, repeats and cancels workflow runs.</summary>
    public static readonly TokenScope WriteRuns = new("start runs", ("actions", "write"));

    /// <summary>Merges the base branch into a pull request.</summary>
    public static readonly TokenScope UpdateBranches = new(
        "update branches", ("contents", "write"), ("pull_requests", "write"));

    /// <summary>Writes commits and branches, and opens pull requests from them.</summary>
    public static readonly TokenScope OpenPulls = new(
        "open pull requests", ("contents", "write"), ("pull_requests", "write"));

    /// <summary>Writes the branch with the data of applies.</summary>
    public static readonly TokenScope WriteData = new("write the data branch", ("contents", "write"));

    /// <summary>Answers deployment protection rules.</summary>
    public static readonly TokenScope AnswerDeployments = new("answer deployments", ("deployments", "write"));

    /// <summary>Lists repositories, without access to their content.</summary>
    public static readonly TokenScope List = new("list repositories", ("metadata", "read"));

    public static readonly IReadOnlyList<TokenScope> All =
        [Read, ReadTeams, WriteChecks, WriteComments, WriteIssues, DisableAutoMerge, ReadRuns, WriteRuns,
            UpdateBranches, OpenPulls, WriteData, AnswerDeployments, List];

    private TokenScope(string name, params (string Name, string Access)[] permissions)
    {
        Name = name;
        Permissions = permissions;
    }

    public string Name { get; }

    public IReadOnlyList<(string Name, string Access)> Permissions { get; }
}
