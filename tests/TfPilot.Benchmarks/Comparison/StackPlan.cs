using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>
/// The first 10,000 objects of the big plan, converted to AWS objects of ten types, so that rules of all kinds apply.
/// </summary>
internal static class StackPlan
{
    private const int Objects = 10_000;

    private static readonly string[] Types =
    [
        "aws_instance", "aws_s3_bucket", "aws_db_instance", "aws_security_group", "aws_lambda_function",
        "aws_sqs_queue", "aws_ecs_service", "aws_lb", "aws_sns_topic", "aws_dynamodb_table",
    ];

    public static string Ensure(string bigPlan)
    {
        var path = Path.ChangeExtension(bigPlan, ".stack.json");
        if (File.Exists(path)) return path;
        var plan = JsonNode.Parse(File.ReadAllBytes(bigPlan))!.AsObject();
        plan.Remove("planned_values");
        plan["resource_changes"] = new JsonArray(
            [.. plan["resource_changes"]!.AsArray().Take(Objects).Select((change, index) => Change(change!, index))]);
        plan["configuration"] = JsonNode.Parse("""
            {"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws",
              "expressions":{"region":{"constant_value":"eu-central-1"}}}},"root_module":{}}
            """);
        File.WriteAllText(path, plan.ToJsonString());
        return path;
    }

    private static JsonObject Change(JsonNode change, int index)
    {
        var type = Types[index % Types.Length];
        return new()
        {
            ["address"] = $"{type}.service[{index / Types.Length}]",
            ["mode"] = "managed",
            ["type"] = type,
            ["provider_name"] = "registry.terraform.io/hashicorp/aws",
            ["change"] = new JsonObject
            {
                ["actions"] = new JsonArray("create"),
                ["before"] = null,
                ["after"] = After(change["change"]!["after"]!["input"]!.DeepClone().AsObject(), type),
                ["after_unknown"] = new JsonObject { ["id"] = true, ["arn"] = true },
            },
        };
    }

    private static JsonObject After(JsonObject after, string type)
    {
        after["tags"] = new JsonObject(
            after["tags"]!.AsObject().Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value!.ToString())));
        after["tags_all"] = after["tags"]!.DeepClone();
        foreach (var name in (string[])["encrypted", "monitoring", "storage_encrypted"]) after[name] = true;
        after["backup_retention_period"] = 7;
        after["instance_class"] = "db.m7g.large";
        after["ingress"] = new JsonArray([.. after["ports"]!.AsArray().Select(port => Rule(port!))]);
        if (type == "aws_s3_bucket") after["bucket"] = after["name"]!.DeepClone();
        if (type == "aws_db_instance") after["identifier"] = after["name"]!.DeepClone();
        return after;
    }

    private static JsonObject Rule(JsonNode port) => new()
    {
        ["cidr_blocks"] = new JsonArray("10.0.0.0/8"),
        ["from_port"] = port.DeepClone(),
        ["to_port"] = port.DeepClone(),
        ["protocol"] = "tcp",
        ["description"] = "in",
    };
}
