using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Which of the rules a file makes.</summary>
public enum ProtectedPathKind
{
    /// <summary>The settings and waivers, and what tells scanners to let something be.</summary>
    Policy,

    /// <summary>The workflows, and the providers that plans are made with.</summary>
    Workflows,
}

/// <summary>A changed path that decides how changes are judged, so that its owners must agree.</summary>
public sealed record ProtectedPath(string Path, ProtectedPathKind Kind)
{
    /// <summary>By these Trivy, tfsec, Checkov, tflint, Terrascan and KICS leave out results, wherever they lie.</summary>
    private static readonly string[] ScannerFiles =
    [
        ".trivyignore", ".trivyignore.yaml", ".trivyignore.yml", "trivy.yaml", ".tfsec.yml", ".tfsec.yaml", ".tfsec.json",
        ".checkov.yml", ".checkov.yaml", ".checkov.baseline", ".tflint.hcl", ".terrascan.toml", "kics.config",
    ];

    /// <summary>Null for every other path.</summary>
    public static ProtectedPath? Of(string path)
    {
        var steps = path.Split('/');
        return SettingsPath.Is(path) || ScannerFiles.Contains(steps[^1]) || steps.Contains(".tfsec") ? new(path, ProtectedPathKind.Policy)
            : path.StartsWith(".github/workflows/", StringComparison.Ordinal) || steps[^1] == ".terraform.lock.hcl" ? new(path, ProtectedPathKind.Workflows)
            : null;
    }
}
