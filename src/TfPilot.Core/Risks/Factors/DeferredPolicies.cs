using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Policy documents that Terraform reads during apply because part of them is unknown before. The policy that uses them
/// is unknown in the plan, but the plan contains the document's statements.
/// </summary>
internal static class DeferredPolicies
{
    private const string Type = "aws_iam_policy_document";
    private const string Hidden = "(unknown)";

    /// <summary>Documents that allow everyone to access a resource.</summary>
    public static IEnumerable<RiskFactor> Exposures(RiskFacts facts) =>
        Factors(facts, exposes: true,
            words => new(Exposure.Rule.Id, ExposureRule.OpenPoints, words.Document, words.Evidence));

    /// <summary>All others that allow every action or everyone.</summary>
    public static IEnumerable<RiskFactor> Wildcards(RiskFacts facts) =>
        Factors(facts, exposes: false,
            words => new(Identity.Rule.Id, Identity.WildcardPoints, words.Document, words.Evidence));

    private static IEnumerable<RiskFactor> Factors(
        RiskFacts facts, bool exposes, Func<(ResourceAddress Document, string Evidence), RiskFactor> factor) =>
        from document in facts.Plan.Changes
        where document is { IsData: true, Type: Type, Action: PlanAction.Read } && !document.After.IsNull
        let users = facts.Plan.Graph.DependantsOf(document.Address.Block)
        where users.Count == 0
            || !users.All(user => TypeOf(user).StartsWith("aws_vpc_endpoint", StringComparison.Ordinal))
        let known = KnownTo(users, facts)
        let isExposing = users.Any(user => PolicyWildcards.IsResourcePolicy(TypeOf(user)))
        let found = Statements(document).SelectMany(PolicyWildcards.Words).Distinct()
            .Where(words => !known.Contains(words) && (isExposing && PolicyWildcards.AllowsAnyone(words)) == exposes)
            .ToList()
        where found.Count > 0
        select factor((document.Address, string.Join(", ", found.Select(words => $"the document allows {words}"))));

    /// <summary>Everything that the policies using the document allowed before.</summary>
    private static HashSet<string> KnownTo(IReadOnlyList<string> users, RiskFacts facts)
    {
        var before = users.SelectMany(facts.ChangesOf).Select(PolicyWildcards.KnownIn).ToList();
        return before.Count == 0 ? []
            : before.Aggregate((all, one) => all.Intersect(one)).ToHashSet(StringComparer.Ordinal);
    }

    private static string TypeOf(string block) => block.Split('.') is [.., var type, _] ? type : block;

    private static IEnumerable<JsonElement> Statements(ResourceChange document) =>
        document.After.Value() is PlanValue.Map map
            ? Blocks(map, "statement").Select(Statement)
            .Concat(PolicyDocuments.In(document, document.After).SelectMany(merged => merged.Statements))
            : [];

    /// <summary>The statement as it will be in the policy.</summary>
    private static JsonElement Statement(PlanValue.Map block)
    {
        var statement = new JsonObject { ["Effect"] = Leaf.TextOf(block.Find("effect")) ?? "Allow" };
        Add(statement, "Action", Texts(block, "actions"));
        Add(statement, "NotAction", Texts(block, "not_actions"));
        Add(statement, "Resource", Texts(block, "resources"));
        Add(statement, "Principal", Blocks(block, "principals").SelectMany(one => Texts(one, "identifiers")));
        Add(statement, "NotPrincipal", Blocks(block, "not_principals").SelectMany(one => Texts(one, "identifiers")));
        var conditions = new JsonObject();
        foreach (var condition in Blocks(block, "condition"))
        {
            if (Leaf.TextOf(condition.Find("test")) is not { } test
                || Leaf.TextOf(condition.Find("variable")) is not { } variable) continue;
            conditions[test] ??= new JsonObject();
            conditions[test]![variable] = Texts(Texts(condition, "values"));
        }

        statement["Condition"] = conditions;
        return JsonElement.Parse(statement.ToJsonString());
    }

    private static void Add(JsonObject statement, string name, IEnumerable<string> texts)
    {
        if (texts.ToList() is { Count: > 0 } found) statement[name] = Texts(found);
    }

    private static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    private static IEnumerable<PlanValue.Map> Blocks(PlanValue.Map map, string name) =>
        map.Find(name) is PlanValue.List list ? list.Items.OfType<PlanValue.Map>() : [];

    private static IEnumerable<string> Texts(PlanValue.Map map, string name) => map.Find(name) switch
    {
        PlanValue.List list => list.Items.Select(item => Leaf.TextOf(item) ?? Hidden),
        null or PlanValue.Null => [],
        _ => [Hidden],
    };
}
