using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Which part of the rules a file belongs to.</summary>
public enum ProtectedPathKind
{
    /// <summary>Settings, waivers and scanner suppressions.</summary>
    Policy,

    /// <summary>Workflows and provider lock files.</summary>
    Workflows,
}

/// <summary>A changed path that affects how changes are judged, so that its owners must approve it.</summary>
public sealed record ProtectedPath(string Path, ProtectedPathKind Kind)
{
    /// <summary>
    /// Files in which Trivy, tfsec, Checkov, tflint, Terrascan and KICS configure suppressions, in any folder.
    /// </summary>
    private static readonly string[] ScannerFiles =
    [
        ".trivyignore", ".trivyignore.yaml", ".trivyignore.yml", "trivy.yaml", ".tfsec.yml", ".tfsec.yaml",
        ".tfsec.json",
        ".checkov.yml", ".checkov.yaml", ".checkov.baseline", ".tflint.hcl", ".terrascan.toml", "kics.config",
    ];

    /// <summary>Null for all other paths.</summary>
    public static ProtectedPath? Of(string path)
    {
        var steps = path.Split('/');
        return SettingsPath.Is(path) || ScannerFiles.Contains(steps[^1]) || steps.Contains(".tfsec")
            ? new(path, ProtectedPathKind.Policy)
            : path.StartsWith(".github/workflows/", StringComparison.Ordinal) || steps[^1] == ".terraform.lock.hcl"
            ? new(path, ProtectedPathKind.Workflows)
            : null;
    }
}
