namespace TfPilot.Core.Risks;

/// <summary>The weight of an environment that settings do not weigh, told by the words of its name.</summary>
public static class EnvironmentWeight
{
    private static readonly string[] Production = ["prod", "production", "prd", "live"];
    private static readonly string[] Development = ["dev", "development", "sandbox", "test", "preview"];

    /// <summary>1.5 for production, 0.6 for development, else 1.0; <c>eu-prod</c> and <c>prod_eu</c> count by their words.</summary>
    public static double Of(string? environment)
    {
        var words = (environment ?? "").ToLowerInvariant().Split('-', '_', '/', '.', ' ');
        return words.Any(Production.Contains) ? 1.5 : words.Any(Development.Contains) ? 0.6 : 1.0;
    }
}
