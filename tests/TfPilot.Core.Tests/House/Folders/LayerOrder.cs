namespace TfPilot.Core.Tests.House.Folders;

/// <summary>
/// The layers of a project in order: each folder may use those before it. Files outside of these folders, such as the
/// entry point, may use all.
/// </summary>
internal sealed record LayerOrder(string Root, string[] InOrder)
{
    /// <summary>The layers of Core.</summary>
    public static readonly LayerOrder Core = new("src/TfPilot.Core",
    [
        "Basics", "Templates", "Plans", "Risks", "Policies", "Costs", "Reviews", "Approvals",
        "Environments", "Audit", "Requests", "Operations", "Notices", "Settings",
    ]);

    /// <summary>The layers of the App; <c>functions</c> is a separate project.</summary>
    public static readonly LayerOrder App = new("app",
    [
        "Jobs", "Http", "Pulls", "Commands", "Proposals", "Evidence", "Gates", "Records", "Decisions", "Webhooks",
        "Operator", "Hosting", "functions",
    ]);

    public static readonly LayerOrder Action =
        new("action", ["Basics", "Inputs", "Outputs", "Flows", "Jobs", "Commands"]);

    /// <summary>The layer that contains a file; null for files in the project root.</summary>
    public string? FolderOf(string path) => path[(Root.Length + 1)..].Split('/') is [var folder, _, ..] ? folder : null;

    /// <summary>The uses of a later layer, or of a folder that is not a layer.</summary>
    public IEnumerable<string> Faults(IEnumerable<FileUse> uses) =>
        from use in uses
        where IsIn(use.User) && IsIn(use.Used) && FolderOf(use.User) is { } user
            && IndexOf(user) < IndexOf(FolderOf(use.Used))
        select $"{use.User} uses {use.Used}";

    public bool IsKnown(string path) => FolderOf(path) is not { } folder || InOrder.Contains(folder);

    private bool IsIn(string path) => path.StartsWith($"{Root}/", StringComparison.Ordinal);

    private int IndexOf(string? folder) => Array.IndexOf(InOrder, folder) is var at && at >= 0 ? at : InOrder.Length;
}
