namespace TfPilot.Action.Tests;

/// <summary>A test that runs the real terraform; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerraformFactAttribute : FactAttribute
{
    private static readonly bool IsInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "terraform", "terraform.exe" }, Path.Combine)
        .Any(File.Exists);

    public TerraformFactAttribute()
    {
        if (!IsInstalled) Skip = "terraform is not on the PATH";
    }
}
