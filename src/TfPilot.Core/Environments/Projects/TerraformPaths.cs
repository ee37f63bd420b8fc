namespace TfPilot.Core.Environments;

/// <summary>Which files concern Terraform and OpenTofu, told by their names.</summary>
public static class TerraformPaths
{
    public const string LockFile = ".terraform.lock.hcl";

    private static readonly string[] Sources = [".tf", ".tf.json", ".tofu", ".tofu.json"];
    private static readonly string[] Variables = [".tfvars", ".tfvars.json"];

    /// <summary>Whether it is configuration: a folder with such a file is a module.</summary>
    public static bool IsSource(string path) => HasOneOf(Sources, path);

    public static bool IsVariables(string path) => HasOneOf(Variables, path);

    public static bool IsLock(string path) => path == LockFile || path.EndsWith($"/{LockFile}", StringComparison.Ordinal);

    /// <summary>Whether Terraform reads it by itself, and only in the folder that is planned.</summary>
    public static bool IsReadBesideThePlan(string path) =>
        IsLock(path) || (IsVariables(path) && path.Split('/')[^1] is var name && (name.StartsWith("terraform.tfvars", StringComparison.Ordinal) || name.Contains(".auto.tfvars", StringComparison.Ordinal)));

    /// <summary>Whether it means something to Terraform or to Terragrunt wherever it lies.</summary>
    public static bool IsTerraform(string path) =>
        IsSource(path) || IsVariables(path) || IsLock(path) || path == "terragrunt.hcl" || path.EndsWith("/terragrunt.hcl", StringComparison.Ordinal);

    private static bool HasOneOf(string[] endings, string path) => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.Ordinal));
}
