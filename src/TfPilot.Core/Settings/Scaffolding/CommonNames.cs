namespace TfPilot.Core.Settings;

/// <summary>Names of files and folders beside environments that are no environments.</summary>
internal static class CommonNames
{
    private static readonly HashSet<string> All =
    [
        "common", "shared", "global", "globals", "base", "default", "defaults", "all", "any", "modules", "module",
        "templates", "template", "example", "examples", "sample", "readme", "scripts", "docs", "lib", "libs", "utils",
        "backend", "backends", "provider", "providers", "variable", "variables", "vars", "terraform", "main", "local",
        "locals", "versions", "outputs", "network", "networks", "networking", "security", "tags", "secret", "secrets",
        "sensitive", "images", "users", "config", "configs", "policies", "dns", "iam", "generated",
    ];

    /// <summary>Whether one of its words is such a name.</summary>
    public static bool Contains(string name) =>
        name.ToLowerInvariant().Split('-', '_', '.', ' ').Any(All.Contains);
}
