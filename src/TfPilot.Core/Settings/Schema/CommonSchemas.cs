using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>The small schemas that many keys share.</summary>
internal static class CommonSchemas
{
    private const string Name = "[A-Za-z0-9][A-Za-z0-9._-]*";

    public static Schema.Flag Flag { get; } = new();

    public static Schema.Text Sentence { get; } = new("a text");

    public static Schema.Text EnvironmentName { get; } = new(
        "an environment's name (letters, digits, . _ -)", $"^{Name}$");

    public static Schema.Text Duration { get; } = new(
        "a duration in minutes, hours or days, such as 30m, 4h or 14d", "^[1-9][0-9]{0,4}[mhd]$");

    public static Schema.Text Team { get; } = new(
        "a team, such as platform or @acme/platform", $"^(@[A-Za-z0-9-]+/)?{Name}$");

    public static Schema.Items Teams { get; } = new(Team, Min: 1);

    public static Schema.Items Users { get; } = new(
        new Schema.Text("a login, such as gus or @gus", $"^@?{Name}(\\[bot\\])?$"));

    /// <summary>May be empty, which means that no one may approve.</summary>
    public static Schema.Items Approvers { get; } = new(
        new Schema.Text(
            "a team, such as platform or @acme/platform, or a login, such as @gus", $"^(@([A-Za-z0-9-]+/)?)?{Name}$"));

    public static Schema.Items Paths { get; } = new(
        new Schema.Text("a path with globs, such as live/prod/**", FindError: PathGlob.FindError));

    public static Schema.Items Names { get; } = new(
        new Schema.Text("a name with globs, such as prod-*", FindError: Glob.FindError));

    public static Schema.Text TypePattern { get; } = new(
        "a resource type with globs, such as aws_iam_*", FindError: TypeMatcher.FindError);

    public static Schema.Items Types { get; } = new(TypePattern, Min: 1);

    public static Schema.Scalar Value { get; } = new(
        "a value to match (a text, number or flag)", ValueMatcher.FindError);

    public static Schema.OneOrItems Matcher { get; } = new(Value, ValueMatcher.FindError);

    public static Schema.Number Count { get; } = new("a whole number from 1 to 20", 1, IsInteger: true, Max: 20);

    public static Schema.Number Amount { get; } = new("a number, 0 or more", 0, IsInteger: false);

    public static Schema.Word Factor { get; } = new([.. RiskFactors.All.Select(factor => factor.Id)])
    {
        Former = RiskFactors.All.Where(factor => factor.FormerId is not null)
            .ToDictionary(factor => factor.FormerId!, factor => factor.Id, StringComparer.Ordinal),
    };

    public static Schema.Items Factors { get; } = new(Factor, Min: 1);

    public static Schema.Word Words<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]);
}
