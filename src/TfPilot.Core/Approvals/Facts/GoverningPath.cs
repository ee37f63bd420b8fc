namespace TfPilot.Core.Approvals;

/// <summary>Which of the rules a file makes.</summary>
public enum GoverningKind
{
    /// <summary>The settings and waivers.</summary>
    Policy,

    /// <summary>The workflows, and the providers that plans are made with.</summary>
    Workflows,
}

/// <summary>A changed path that decides how changes are judged, so that its owners must agree.</summary>
public sealed record GoverningPath(string Path, GoverningKind Kind)
{
    /// <summary>Null for every other path.</summary>
    public static GoverningPath? Of(string path) =>
        path == ".tfpilot.yml" || path.StartsWith(".tfpilot/", StringComparison.Ordinal) ? new(path, GoverningKind.Policy)
        : path.StartsWith(".github/workflows/", StringComparison.Ordinal) || path.Split('/')[^1] == ".terraform.lock.hcl" ? new(path, GoverningKind.Workflows)
        : null;
}
