using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Creates reviews with defaults, so that tests set only the values that matter to them.</summary>
internal static class A
{
    public static Review Review(params ProjectReview[] projects) => Core.Reviews.Review.Of(projects, []);

    public static Review Review(ResourceChange change, Risk? risk = null) =>
        Review(Project(changes: [change], risk: risk));

    public static ProjectReview Project(
        string name = "orders", string? environment = "prod", IReadOnlyList<ResourceChange>? changes = null,
        Risk? risk = null, Func<Plan, Plan>? plan = null)
    {
        var made = new Plan { FormatVersion = "1.2", TerraformVersion = "1.11.4", Changes = changes ?? [] };
        made = plan is null ? made : plan(made);
        return new(name, environment, made, "fp:0000", risk ?? Risk(ClassOf(made))) { Today = new(2026, 11, 2) };
    }

    public static Risk Risk(RiskClass risk, params RiskFactor[] factors) =>
        new(risk, Core.Risks.Risk.ScoreOf(factors), factors);

    public static RiskFactor Factor(string id, int points, string? address, string evidence) =>
        new(id, points, address is null ? null : new ResourceAddress(address), evidence);

    /// <summary>
    /// A finding that counts as in an evaluation: failures count; unknown, waived and ignored findings do not.
    /// </summary>
    public static Finding Finding(
        string rule = "core-tags", PolicyLevel level = PolicyLevel.Block, FindingVerdict verdict = FindingVerdict.Fail,
        string? address = "aws_s3_bucket.logs", string attribute = "tags.owner", string kind = "tags") =>
        new(rule, kind, level, verdict, address is null ? null : new ResourceAddress(address),
            attribute)
        { Counts = verdict == FindingVerdict.Fail };

    /// <summary>A project with a cost estimate of these resources, in dollars.</summary>
    public static ProjectReview Priced(ProjectReview project, params ResourceCost[] resources) =>
        Priced(project, CostCounts.None with { Estimated = resources.Length }, resources);

    public static ProjectReview Priced(ProjectReview project, CostCounts counts, params ResourceCost[] resources)
    {
        var cost = new ProjectCost
        {
            Label = project.Name,
            Currency = "USD",
            Before = resources.Sum(resource => resource.MonthlyBefore ?? 0),
            After = resources.Sum(resource => resource.MonthlyAfter ?? 0),
            Resources = resources,
            Counts = counts,
        };
        return project with
        {
            Cost = cost.Summary,
            CostDetails = CostReview.Of(cost, project.Plan.Changes, project.Risk)
        };
    }

    public static ProjectReview Unpriced(ProjectReview project, string why) =>
        project with
        {
            CostDetails = CostReview.Of(
            new() { Label = project.Name, Currency = "USD", Unknown = why }, project.Plan.Changes, project.Risk)
        };

    /// <summary>A resource with one cost component; null if that side does not have it.</summary>
    public static ResourceCost Cost(
        string address, decimal? before, decimal? after, string item = "Instance usage", string? newItem = null) =>
        new(address, "t", Side(address, before, item), Side(address, after, newItem ?? item));

    private static PricedResource? Side(string address, decimal? monthly, string item) =>
        monthly is null ? null : new(address, "t", monthly, 0, [new(item, "hours", 730, monthly, UsageBased: false)]);

    public static ResourceChange Create(string address, string after = "{}") =>
        Change(address, ["create"], "null", after);

    public static ResourceChange Update(
        string address, string before = """{"size":1}""", string after = """{"size":2}""") =>
            Change(address, ["update"], before, after);

    public static ResourceChange Delete(
        string address, string? reason = "delete_because_no_resource_config", string before = "{}") =>
        Change(address, ["delete"], before, "null") with { Reason = reason };

    public static ResourceChange Replace(
        string address, string before = """{"size":1}""", string after = """{"size":2}""", params string[] paths) =>
        Change(address, ["delete", "create"], before, after) with
        {
            Reason = "replace_because_cannot_update",
            ReplacePaths = paths
        };

    public static ResourceChange Change(string address, string[] actions, string before = "{}", string after = "{}") =>
        new()
        {
            Address = new(address),
            Type = address.Split('.') is [.., var type, _] ? type : address,
            IsData = address.StartsWith("data.", StringComparison.Ordinal),
            Action = PlanActions.Of(actions),
            Actions = actions,
            Before = Json(before),
            After = Json(after),
        };

    /// <summary>Converts JSON to canonical JSON: sorted keys and minimal escaping.</summary>
    public static RedactedJson Json(string json) =>
        RedactedJson.FromCanonical(
            Encoding.UTF8.GetBytes(Sorted(JsonNode.Parse(json))?.ToJsonString(Relaxed) ?? "null"));

    /// <summary>An object with one text attribute.</summary>
    public static string Text(string key, string value) => new JsonObject { [key] = value }.ToJsonString(Relaxed);

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map =>
            new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static RiskClass ClassOf(Plan plan) =>
        plan.Errored ? RiskClass.Unknown
        : plan.Changes.Select(change => change.ClassOf()).DefaultIfEmpty(RiskClass.None).Max();

    public static Problem Problem(
        string path = "plans/web.json", string message = "This is a binary plan: run terraform show -json on it.") =>
            new(path, message);
}
