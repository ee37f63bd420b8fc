using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>A plan of 1,000 security groups with 200 rules each, one of which changes.</summary>
internal static class LongListPlan
{
    private const int Groups = 1_000;
    private const int Rules = 200;

    /// <param name="isInserted">Whether a rule is also inserted at the front, so that all rules differ by
    /// position.</param>
    public static string Ensure(string folder, bool isInserted)
    {
        var path = Path.Combine(folder, isInserted ? "long-lists-inserted.json" : "long-lists.json");
        if (File.Exists(path)) return path;
        var changes = new JsonArray([.. Enumerable.Range(0, Groups).Select(group => Change(group, isInserted))]);
        var plan = new JsonObject
        {
            ["format_version"] = "1.2",
            ["terraform_version"] = "1.13.4",
            ["resource_changes"] = changes,
            ["configuration"] = new JsonObject { ["root_module"] = new JsonObject() },
        };
        File.WriteAllText(path, plan.ToJsonString());
        return path;
    }

    private static JsonObject Change(int group, bool isInserted) => new()
    {
        ["address"] = $"aws_security_group.service[{group}]",
        ["mode"] = "managed",
        ["type"] = "aws_security_group",
        ["provider_name"] = "registry.terraform.io/hashicorp/aws",
        ["change"] = new JsonObject
        {
            ["actions"] = new JsonArray("update"),
            ["before"] = Group(group, Enumerable.Range(1, Rules).Select(rule => Rule(rule, "service"))),
            ["after"] = Group(group, Enumerable.Range(isInserted ? 0 : 1, isInserted ? Rules + 1 : Rules)
                .Select(rule => Rule(rule, rule == Rules / 2 ? "changed" : "service"))),
            ["after_unknown"] = new JsonObject(),
        },
    };

    private static JsonObject Group(int group, IEnumerable<JsonObject> rules) => new()
    {
        ["name"] = $"service-{group}",
        ["ingress"] = new JsonArray([.. rules]),
    };

    private static JsonObject Rule(int rule, string description) => new()
    {
        ["cidr_blocks"] = new JsonArray($"10.{rule}.0.0/16"),
        ["description"] = $"{description} {rule}",
        ["from_port"] = 1_000 + rule,
        ["ipv6_cidr_blocks"] = new JsonArray(),
        ["prefix_list_ids"] = new JsonArray(),
        ["protocol"] = "tcp",
        ["security_groups"] = new JsonArray(),
        ["self"] = false,
        ["to_port"] = 1_000 + rule,
    };
}
