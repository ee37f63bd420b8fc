using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>Which files concern Terraform, OpenTofu and Terragrunt, told by their names.</summary>
public static class TerraformPaths
{
    public const string LockFile = ".terraform.lock.hcl";
    public const string Terragrunt = "terragrunt.hcl";
    public const string TerragruntStack = "terragrunt.stack.hcl";

    /// <summary>Folders in which git, Terraform and Terragrunt keep what they made themselves: no configuration of the repository.</summary>
    public static readonly IReadOnlyList<string> ToolFolders = [".git", ".terraform", ".terragrunt-cache"];

    private static readonly string[] Sources = [".tf", ".tf.json", ".tofu", ".tofu.json"];
    private static readonly string[] Variables = [".tfvars", ".tfvars.json"];
    private static readonly string[] Configurations = [".hcl", ".hcl.json"];

    /// <summary>HCL of other tools, and Terraform's own that no plan reads. All other HCL may be Terragrunt's, or a backend's.</summary>
    private static readonly string[] ForeignConfigurations =
    [
        LockFile, ".pkr.hcl", ".pkrvars.hcl", ".nomad.hcl", ".tflint.hcl", ".tftest.hcl", ".tfmock.hcl", ".tfquery.hcl", ".tm.hcl", ".consul.hcl", ".vault.hcl",
        ".sentinel.hcl", "docker-bake.hcl", "docker-bake.override.hcl", "sentinel.hcl", "waypoint.hcl", "atlas.hcl", "packer.hcl", "nomad.hcl", "tflint.hcl",
    ];

    private static readonly string[] JsonEndings = [".pkr.json", ".pkr.hcl.json"];

    /// <summary>Whether it is configuration: a folder with such a file is a module.</summary>
    public static bool IsSource(string path) => HasOneOf(Sources, path) && !IsMadeByTools(path);

    public static bool IsVariables(string path) => HasOneOf(Variables, path) && !IsMadeByTools(path);

    public static bool IsLock(string path) => NameOf(path) == LockFile && !IsMadeByTools(path);

    /// <summary>Whether Terragrunt may read it: HCL that is known to be of no other tool.</summary>
    public static bool IsConfiguration(string path) =>
        HasOneOf(Configurations, path) && !HasOneOf(JsonEndings, path) && !IsMadeByTools(path) && !Array.Exists(ForeignConfigurations, ending => IsNamed(NameOf(path), ending));

    /// <summary>Whether it makes its folder a unit or the parent of units.</summary>
    public static bool IsTerragrunt(string path) => NameOf(path) is Terragrunt or $"{Terragrunt}.json" && !IsMadeByTools(path);

    /// <summary>Whether it lies in a folder that tools fill. Terraform reads it there all the same where somebody committed it.</summary>
    public static bool IsMadeByTools(string path) => MadeBelow(path) is not null;

    /// <summary>The folder around the one that tools fill; null when the path is in none.</summary>
    public static string? MadeBelow(string path)
    {
        var steps = path.Split('/');
        var at = Array.FindIndex(steps, ToolFolders.Contains);
        return at >= 0 && at < steps.Length - 1 ? string.Join('/', steps[..at]) : null;
    }

    /// <summary>Whether Terraform reads it by itself, and only in the folder that is planned.</summary>
    public static bool IsReadBesideThePlan(string path) =>
        IsLock(path) || (IsVariables(path) && NameOf(path) is var name
            && (name.StartsWith("terraform.tfvars", StringComparison.Ordinal) || name.Contains(".auto.tfvars", StringComparison.Ordinal)));

    /// <summary>Whether it means something to Terraform or to Terragrunt wherever it lies.</summary>
    public static bool IsTerraform(string path) =>
        IsSource(path) || IsVariables(path) || IsLock(path) || IsConfiguration(path) || IsCommittedModule(path) || IsCommonToUnits(path);

    /// <summary>Units of Terragrunt include the HCL of this folder by convention, and that reads the files beside it; texts for people are not read.</summary>
    private static bool IsCommonToUnits(string path) =>
        FolderPath.Of(path).Split('/').Contains("_envcommon") && !path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>Configuration that somebody committed where Terraform keeps the modules it fetched: init takes it from there.</summary>
    private static bool IsCommittedModule(string path) => IsMadeByTools(path) && !path.StartsWith(".git/", StringComparison.Ordinal) && HasOneOf(Sources, path);

    private static bool IsNamed(string name, string ending) =>
        name == ending || (ending.StartsWith('.') && ending != LockFile && name.EndsWith(ending, StringComparison.Ordinal));

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool HasOneOf(string[] endings, string path) => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.Ordinal));
}
