using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

/// <summary>Rules, contexts and plans with defaults, so that tests set only the values that matter to them.</summary>
internal static class PolicyData
{
    public static readonly DateOnly Today = new(2026, 6, 1);

    public static ValueMatcher Any(params string[] items) => new() { Items = items };

    public static TypeMatcher Types(params string[] patterns) => new(patterns);

    public static RuleKind.Tags Tags(
        string key, string[]? values = null, string[]? except = null, TagSource source = TagSource.Effective) =>
        new(new Dictionary<string, TagRequirement> { [key] = new(values is null ? null : Any(values), null) },
            Types(except ?? []), source);

    public static RuleKind.Regions Regions(string cloud, params string[] allowed) =>
        new(new Dictionary<string, ValueMatcher> { [cloud] = Any(allowed) });

    public static Dictionary<string, ValueMatcher> When(params (string Path, string Item)[] conditions) =>
        conditions.ToDictionary(condition => condition.Path, condition => Any(condition.Item));

    public static RuleKind.Attributes Attributes(AttributeRule rule) => new([rule]);

    public static PolicyContext With(params RuleKind[] kinds) =>
        With([.. kinds.Select((kind, i) => new PolicyRule(i == 0 ? "rule" : $"rule-{i}", kind))]);

    public static PolicyContext With(IReadOnlyList<PolicyRule> rules) =>
        new(new PolicySettings { Rules = rules, Approvers = ["platform"] }, "prod", Today);

    public static PolicyContext Waiving(this PolicyContext context, params Waiver[] waivers) =>
        context with { Settings = context.Settings with { Waivers = waivers } };

    /// <summary>
    /// Adds the sources of a project; the root module is the source folder, and the default branch has the same files.
    /// </summary>
    public static PolicyContext In(this PolicyContext context, params (string File, string Text)[] files) =>
        context.In(files, files);

    /// <param name="files">The files of the pull request.</param>
    /// <param name="accepted">The files of the default branch.</param>
    public static PolicyContext In(
        this PolicyContext context, (string File, string Text)[] files, (string File, string Text)[] accepted) =>
            context with
            {
                Sources = SourceIndex.Of("", files.SelectMany(file => HclBlocks.Read(file.File, file.Text)))
            .With(AcceptedIgnores.Of(accepted.Select(file => KeyValuePair.Create(file.File, file.Text))), ""),
            };

    public static ResourceChange Create(string type, string after = "{}", string? address = null) =>
        Given.Change("create", type, address, after: after);

    public static IReadOnlyList<Finding> Findings(this PolicyContext context, params ResourceChange[] changes) =>
        context.Findings(Given.Plan(changes));

    public static IReadOnlyList<Finding> Findings(this PolicyContext context, Plan plan) =>
        PolicyRules.Evaluate(plan, context);

    /// <summary>Findings such as <c>fail tags.owner got not set</c>, or <c>pass</c> if there is none.</summary>
    public static string Describe(this IEnumerable<Finding> findings) =>
        string.Join("; ",
            findings.Select(
                finding => $"{finding.Verdict.ToString().ToLowerInvariant()} {finding.Attribute} got {finding.Actual}"
                    .Replace("  ", " ", StringComparison.Ordinal)))
            is { Length: > 0 } text ? text : "pass";

    public static ProviderConfiguration Provider(string key, string expressions, string module = "") =>
        new(key, $"registry.terraform.io/hashicorp/{key}", module, null, Given.Json(expressions));

    public static Plan Configured(
        this Plan plan, string key, IReadOnlyList<ProviderConfiguration> providers, params ModuleCall[] modules) =>
            plan with
            {
                Configuration = new()
                {
                    Providers = providers,
                    Modules = modules,
                    ProviderKeys = plan.Changes.ToDictionary(change => change.Address.Block, _ => key),
                },
            };
}
