using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

/// <summary>
/// Secrets are written in Cyrillic and everything else in ASCII, so a single Cyrillic letter in the text is a leak.
/// </summary>
public sealed partial class PlanTextPropertyTests
{
    private static readonly string[] Pieces =
    [
        "ж", "Щ", "юж", "й", "Ы", "x", "7", " ", "\n", "\n  ", "\t", "\"", "\\", "${", "=", ":", "{", "}", "[", "'",
        "`",
        "\a", "\r\n", "- ", "+ ", "EOT", "й\nц", "</details>", "%", "&", "#",
    ];

    private static readonly string[] SecretNames = ["password", "db_password", "client_secret", "auth_token"];

    [Fact]
    public void The_text_shows_no_secret_that_the_review_masks()
    {
        var judged = 0;
        Prop.ForAll(Arb.From(Changes()), changes =>
        {
            var plan = PlanText.Single(Json(changes));
            // Secrets of few letters between many line breaks are not found in other forms, in the review either.
            if (plan.Changes.Any(change => ShowsLetters($"{change.Before}{change.After}"))) return;
            judged++;
            var text = TerraformText.Of(changes);

            var shown = PlanTextReader.Read(Encoding.UTF8.GetBytes(text), plan)
                .Should().BeOfType<RedactedText.Shown>(text).Subject.Text;

            ShowsLetters(shown).Should().BeFalse("{0} should be masked in {1}", text, shown);
            shown.Should().NotMatchRegex("[A-Za-z0-9+/]{24}", text);
            shown.Should().Contain("public words");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

        judged.Should().BeGreaterThan(100);
    }

    private static bool ShowsLetters(string text) => Letters().IsMatch(text);

    [GeneratedRegex(@"\p{IsCyrillic}|%D[01]|\\u04")]
    private static partial Regex Letters();

    /// <summary>The same changes; a fixed seed would test the same few.</summary>
    private static Gen<IReadOnlyList<JsonObject>> Changes() =>
        from count in Gen.Choose(1, 3)
        from resources in Gen.ListOf(Resource(), count)
        select (IReadOnlyList<JsonObject>)[.. resources.Append(Public()).Select(Placed)];

    private static JsonObject Placed(JsonObject change, int index) => new()
    {
        ["address"] = $"any_thing.r{index}", ["mode"] = "managed", ["type"] = "any_thing", ["name"] = $"r{index}",
        ["change"] = change,
    };

    private static JsonObject Public() => Change("create", null, new() { ["text"] = "public words" }, null, null);

    private static Gen<JsonObject> Resource() =>
        from one in Side()
        from other in Side()
        from kind in Gen.Elements("create", "update", "delete")
        select Change(
            kind, kind == "create" ? null : one.Value, kind == "delete" ? null : other.Value,
            kind == "create" ? null : one.Marks, kind == "delete" ? null : other.Marks);

    private static JsonObject Change(
        string action, JsonObject? before, JsonObject? after, JsonObject? marksBefore, JsonObject? marksAfter) => new()
        {
            ["actions"] = new JsonArray(action), ["before"] = before?.DeepClone(), ["after"] = after?.DeepClone(),
            ["before_sensitive"] = marksBefore?.DeepClone() ?? new JsonObject(),
            ["after_sensitive"] = marksAfter?.DeepClone() ?? new JsonObject(),
        };

    /// <summary>An object with a marked and an unmarked secret, and copies of them.</summary>
    private static Gen<(JsonObject Value, JsonObject Marks)> Side() =>
        from marked in Secret(1)
        from named in Secret(1)
        from name in Gen.Elements(SecretNames)
        from copied in Secret(8)
        from form in Gen.Choose(0, 6)
        from other in Gen.Choose(0, 6)
        from isNested in Gen.Elements(true, false)
        let value = Object(marked, named, name, copied, [form, other])
        let marks = new JsonObject { ["marked"] = true, ["copied"] = true }
        select isNested ? (new JsonObject { ["outer"] = value }, new JsonObject { ["outer"] = marks }) : (value, marks);

    private static JsonObject Object(string marked, string named, string name, string copied, int[] forms) => new()
    {
        ["marked"] = marked, ["copied"] = copied, [name] = named, ["text"] = Copy(copied, forms[0]),
        ["list"] = new JsonArray([.. forms.Select(form => JsonValue.Create(Copy(copied, form)))]),
        // A copy of a secret, which may be short, under the same name.
        ["inner"] = new JsonObject { ["marked"] = marked, ["plain"] = "a\nb" },
        ["pairs"] = new JsonArray(new JsonObject { ["name"] = "DB_PASSWORD", ["value"] = named }),
    };

    private static string Copy(string secret, int form) => form switch
    {
        0 => secret,
        1 => $"before {secret} after",
        2 => $"first line\n{secret}\nlast line\n",
        3 => Convert.ToBase64String(Encoding.UTF8.GetBytes("app:" + secret)),
        4 => new JsonObject { ["user"] = "app", ["pass"] = secret }.ToJsonString(),
        5 => JsonSerializer.Serialize(new[] { secret, "two" }),
        _ => Uri.EscapeDataString(secret),
    };

    private static Gen<string> Secret(int most) =>
        from count in Gen.Choose(most, 24)
        from pieces in Gen.ListOf(Gen.Elements(Pieces), count)
        from letter in Gen.Elements("ж", "Щ", "ы")
        select string.Concat(pieces) + letter;

    private static string Json(IReadOnlyList<JsonObject> changes) => new JsonObject
    {
        ["format_version"] = "1.2", ["terraform_version"] = "1.11.4",
        ["resource_changes"] = new JsonArray([.. changes.Select(change => change.DeepClone())]),
    }.ToJsonString();
}
