using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A value, in HCL syntax, that certainly satisfies a matcher.</summary>
internal static class ExampleValue
{
    /// <summary>Null when the matcher contains no concrete value, such as a pattern.</summary>
    public static string? Of(ValueMatcher matcher, string? environment) =>
        TextOf(matcher, environment) is { } text ? Hcl(text) : null;

    /// <summary>Like <see cref="Of"/>, for places where every value is a text.</summary>
    public static string? Quoted(ValueMatcher matcher, string? environment) =>
        TextOf(matcher, environment) is { } text ? $"\"{text}\"" : null;

    private static string? TextOf(ValueMatcher matcher, string? environment) => matcher.Items
        .Select(item => item.StartsWith(">=", StringComparison.Ordinal)
            || item.StartsWith("<=", StringComparison.Ordinal) ? item[2..].Trim() : item)
        .Select(item => environment is null ? item : item.Replace("${env}", environment, StringComparison.Ordinal))
        .FirstOrDefault(item => matcher.Matches(new PlanValue.Text(item), environment) == true
            && item.IndexOfAny(['*', '{', '$', '"', '\\', '%']) < 0);

    private static string Hcl(string item) =>
        item is "true" or "false" || decimal.TryParse(item, System.Globalization.CultureInfo.InvariantCulture, out _)
        ? item : $"\"{item}\"";
}
