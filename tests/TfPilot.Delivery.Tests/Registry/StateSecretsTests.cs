using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Delivery.Tests.Registry;

/// <summary>No secret of a state leaves the reader.</summary>
public sealed class StateSecretsTests
{
    private static readonly string[] Allowed = ["id", "arn", "self_link", "name", "region", "private_ip", "dns_name"];

    private static readonly string[] Hidden =
    [
        "password", "secret", "user_data", "private_key", "content", "value", "result", "triggers", "connection_string",
        "environment", "settings", "description", "policy",
    ];

    /// <summary>Each secret is unique, so its absence can be checked.</summary>
    [Fact]
    public void No_secret_leaves_a_state_file() => ForAll((values, sensitive, outputs) => new JsonObject
    {
        ["version"] = 4, ["outputs"] = outputs,
        ["resources"] = new JsonArray(new JsonObject
        {
            ["mode"] = "managed", ["type"] = "aws_instance", ["name"] = "a", ["provider"] = "provider.aws",
            ["instances"] = new JsonArray(new JsonObject
            {
                ["attributes"] = values,
                ["sensitive_attributes"] = new JsonArray([.. sensitive.Select(Path)]),
            }),
        }),
    });

    [Fact]
    public void No_secret_leaves_a_shown_state() => ForAll((values, sensitive, outputs) => new JsonObject
    {
        ["format_version"] = "1.0",
        ["values"] = new JsonObject
        {
            ["outputs"] = outputs,
            ["root_module"] = new JsonObject
            {
                ["resources"] = new JsonArray(new JsonObject
                {
                    ["address"] = "aws_instance.a", ["mode"] = "managed", ["type"] = "aws_instance", ["name"] = "a",
                    ["provider_name"] = "aws", ["values"] = values, ["sensitive_values"] = Tree(sensitive),
                }),
            },
        },
    });

    [Fact]
    public void A_sensitive_value_is_withheld_wherever_it_is_repeated()
    {
        var state = Read("""
            {"version":4,"outputs":{"o":{"value":"from-an-output","sensitive":true}},"resources":[
              {"mode":"managed","type":"random_password","name":"p","provider":"provider.random","instances":[
                {"attributes":{"id":"none","result":"Generated-pw-1"}}]},
              {"mode":"data","type":"aws_secret","name":"d","provider":"provider.aws","instances":[
                {"attributes":{"id":"d","secret":"from-data-source"}}]},
              {"mode":"managed","type":"aws_db","name":"a","provider":"provider.aws","instances":[
                {"attributes":{"id":"db:Generated-pw-1","name":"from-an-output",
                  "tags":{"Name":"from-data-source","Team":"data"}}}]}]}
            """);

        var written = JsonSerializer.Serialize(state.Resources);

        written.Should().NotContainAny("Generated-pw-1", "from-an-output", "from-data-source").And.Contain("data");
    }

    private static void ForAll(Func<JsonObject, IReadOnlyList<string>, JsonObject, JsonObject> build) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Check(seed, build)).QuickCheckThrowOnFailure();

    private static void Check(int seed, Func<JsonObject, IReadOnlyList<string>, JsonObject, JsonObject> build)
    {
        var random = new System.Random(seed);
        var (secrets, sensitive) = (new List<string>(), new List<string>());
        var (values, tags) = (new JsonObject(), new JsonObject());
        string Secret()
        {
            secrets.Add($"S{random.Next():x8}{random.Next():x8}");
            return secrets[^1];
        }

        foreach (var name in Hidden.Where(_ => random.Next(2) == 0))
            values[name] = random.Next(3) switch
            {
                0 => Secret(),
                1 => new JsonObject { ["inner"] = Secret() },
                _ => new JsonArray(Secret(), new JsonObject { ["x"] = Secret() }),
            };
        foreach (var name in Allowed)
        {
            var isSensitive = random.Next(2) == 0;
            values[name] = isSensitive ? Secret() : $"public-{name}";
            if (isSensitive) sensitive.Add(name);
        }

        foreach (var key in new[] { "Name", "team", "Password", "other" })
        {
            var isSensitive = key is "Password" or "other" || random.Next(2) == 0;
            tags[key] = isSensitive ? Secret() : "public-tag";
            if (isSensitive && key != "other") sensitive.Add($"tags.{key}");
        }

        values["tags"] = tags;
        var output = new JsonObject { ["o"] = new JsonObject { ["value"] = Secret(), ["sensitive"] = true } };

        var state = Read(build(values, sensitive, output).ToJsonString());

        var record = new ApplyRecord("dev", "web", ApplyStatus.Applied) { Resources = state.Resources };
        var text = Encoding.UTF8.GetString(RecordDocument.Write(record));
        secrets.Should().OnlyContain(secret => !text.Contains(secret, StringComparison.Ordinal), text);
        foreach (var name in Allowed.Except(sensitive).Where(name => name is not ("private_ip" or "dns_name")))
            text.Should().Contain($"public-{name}");
    }

    private static JsonNode Path(string path) => new JsonArray([.. path.Split('.')
        .Select(step => (JsonNode)new JsonObject { ["type"] = "get_attr", ["value"] = step })]);

    private static JsonObject Tree(IEnumerable<string> paths)
    {
        var tree = new JsonObject();
        foreach (var path in paths)
        {
            if (path.Split('.') is [var map, var key])
            {
                if (tree[map] is null) tree[map] = new JsonObject();
                tree[map]![key] = true;
            }
            else tree[path] = true;
        }

        return tree;
    }

    private static StateResources Read(string text) => StateReader.Read("state.json", Encoding.UTF8.GetBytes(text))
        .Match(state => state, problems => throw new InvalidOperationException(problems[0].Message));
}
