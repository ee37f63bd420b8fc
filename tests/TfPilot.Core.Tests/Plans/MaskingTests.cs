using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

/// <summary>A secret is masked inside longer texts, in every encoding.</summary>
public sealed class MaskingTests
{
    private const string Secret = "Zk9-correct-horse";

    private static readonly JsonSerializerOptions Relaxed = new()
    { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, string> Forms => new()
    {
        { "in an address", "postgres://app:" + Secret + "@db.internal:5432/orders?sslmode=require" },
        { "in a script", "#!/bin/sh\nexport DB_PASSWORD=" + Secret + "\nexec app\n" },
        { "in JSON", """{"auth":{"password":"Zk9-correct-horse"}}""" },
        { "in base64", "Authorization: Basic " + Base64("app:" + Secret) },
        { "in base64 behind one character", "x" + Base64("?" + Secret + "?") },
        { "in base64 in JSON in base64", Base64("{\"auths\":{\"r\":{\"auth\":\"" + Base64("app:" + Secret) + "\"}}}") },
        { "in base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes("net use z: /user:app " + Secret)) },
        { "broken by lines", "password: Zk9-\n    correct-\n    horse" },
        { "broken in base64",
            string.Join("\n",
                Base64("a longer text with the password " + Secret + " in it").Chunk(20)
                    .Select(line => new string(line))) },
        { "with characters as percent", "https://api.test/?token=Zk9%2Dcorrect%2dhorse&x=1" },
        { "as percent twice", "https://api.test/?token=Zk9%252Dcorrect%252dhorse" },
        { "with characters as escapes", """say \u005ak9\u002Dcorrect-h\u006frse""" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_secret_is_masked_within_a_longer_text(string form, string text)
    {
        var plan = PlanOf(Secret, text);

        var shown = plan.Changes[0].After.Value().Should().BeOfType<PlanValue.Map>().Subject.Find("open");
        (shown.Should().BeOfType<PlanValue.Masked>(form).Which.VisibleText ?? "(masked)").Should().Contain("(masked)");
        Finds(RedactionTests.Everything(plan), Secret).Should().BeFalse();
    }

    [Theory]
    [InlineData("postgres://app:Zk9-correct-horse@db/orders", "postgres://app:(masked)@db/orders")]
    [InlineData("""{"a":"Zk9-correct-horse","b":"Zk9-correct-horse"}""", """{"a":"(masked)","b":"(masked)"}""")]
    [InlineData("é Zk9-correct-horse\n\"ü\"", "é (masked)\n\"ü\"")]
    [InlineData("Basic YXBwOlprOS1jb3JyZWN0LWhvcnNl", "Basic (masked)")] // all of the run, which would tell the rest
    [InlineData("Zk9-correct-horseZk9-correct-horse", null)] // nothing is left to show
    public void Only_the_secret_is_masked(string text, string? shown)
    {
        var open = PlanOf(Secret, text).Changes[0].After.Value().Should()
            .BeOfType<PlanValue.Map>().Subject.Find("open");

        open.Should().Be(new PlanValue.Masked(shown));
    }

    [Theory]
    [InlineData("auth:\n  password: Zk9-correct-horse\n", "Zk9-correct-horse")] // a value of a secret name
    [InlineData("auth:\n  password: correct horse battery\n", "correct horse battery")]
    [InlineData("""{"user":"app","password":"correct-horse"}""", "correct-horse")]
    [InlineData("Server=db;User=app;Password=correct-horse;Port=1", "correct-horse")]
    [InlineData("postgres://app:correct-horse@db/orders", "correct-horse")]
    [InlineData("any: Zk9xPq77Lm\n", "Zk9xPq77Lm")] // looks random
    [InlineData(
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx1\nbGluZSB0d28gb2Yga2V5\n-----END RSA PRIVATE KEY-----\n",
        "bGluZSB0d28gb2Yga2V5")]
    [InlineData("ZXhwb3J0IFBBU1NXT1JEPWNvcnJlY3QtaG9yc2U=", "correct-horse")] // export PASSWORD=correct-horse
    public void A_secret_inside_a_secret_text_is_masked_by_itself(string secret, string part)
    {
        var plan = PlanOf(secret, $"see {part}.");

        plan.Changes[0].After.ToString().Should().Contain("see (masked).");
    }

    [Theory]
    [InlineData("image: nginx:1.27.0-alpine\n", "nginx:1.27.0-alpine 1.27.0-alpine")]
    [InlineData("region: eu-central-1\nhost: db.internal.test\n", "eu-central-1 db.internal.test")]
    [InlineData("#!/bin/bash\nset -e\nsystemctl restart application\n", "#!/bin/bash systemctl application")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx1\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----")]
    public void Ordinary_words_of_a_secret_text_are_not_masked(string secret, string text)
    {
        var plan = PlanOf(secret, text);

        plan.Changes[0].After.ToString().Should().Contain(JsonSerializer.Serialize(text));
    }

    [Theory]
    [InlineData("1234567", false)]
    [InlineData("12345678", true)]
    public void Masking_applies_from_eight_characters(string secret, bool masked) =>
        PlanOf(secret, $"pin={secret};").Changes[0].After.ToString().Contains("pin=(masked);", StringComparison.Ordinal)
        .Should().Be(masked);

    [Fact]
    public void Configuration_references_are_addresses_and_are_not_masked()
    {
        var plan = PlanText.Single("""
            {"format_version":"1.2","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["create"],"before":null,"after":{"p":"client_secret"},"after_sensitive":{"p":true}}}],
             "configuration":{"provider_config":{"x":{"name":"x","expressions":{"a":{"references":["var.client_secret"]},"b":{"constant_value":"a client_secret"}}}}}}
            """);

        plan.Configuration.Providers[0].Expressions.ToString().Should().Be(
            """{"a":{"references":["var.client_secret"]},"b":{"constant_value":{"$":"masked","text":"a (masked)"}}}""");
    }

    [Fact]
    public void A_secret_number_is_masked_like_a_text()
    {
        var plan = PlanText.Single(
            Document("""
                {"actions":["create"],"before":null,
                  "after":{"p":31415926,"pin":31415926,"other":314159260,"text":"pin=31415926"},
                  "after_sensitive":{"p":true}}
                """));

        plan.Changes[0].After.ToString().Should().Be("""
            {"other":314159260,"p":{"$":"sensitive-changed"},"pin":{"$":"masked"},"text":{"$":"masked","text":"pin=(masked)"}}
            """);
    }

    [Theory]
    [InlineData("one-secret-one", "two-secret-two", true)]
    [InlineData("one-secret-one", "one-secret-one", false)]
    public void A_change_of_a_masked_value_is_reported(string was, string becomes, bool changes)
    {
        var change = PlanText.Single(Document("""
            {"actions":["update"],"before":{"p":"WAS","url":"https://u:WAS@h","list":["WAS","x"]},"after":{"p":"BECOMES","url":"https://u:BECOMES@h","list":["BECOMES","x"]},
             "before_sensitive":{"p":true},"after_sensitive":{"p":true}}
            """.Replace("WAS", was, StringComparison.Ordinal).Replace("BECOMES", becomes, StringComparison.Ordinal))).Changes[0];

        change.AttributeChanges().Select(attribute => attribute.Path).Should()
            .Equal(changes ? ["list", "p", "url"] : []);
    }

    [Fact]
    public void A_key_or_address_is_never_masked()
    {
        var plan = PlanText.Single(Document("""
            {"actions":["create"],"before":null,"after":{"p":"production-x9","production-x9":"a","tags":{"a-production-x9":"b"}},"after_sensitive":{"p":true}}
            """).Replace("t.a", "t.production-x9", StringComparison.Ordinal));

        plan.Changes[0].Address.Text.Should().Be("t.production-x9");
        plan.Changes[0].After.ToString().Should()
            .Contain("\"production-x9\":\"a\"").And.Contain("\"a-production-x9\":\"b\"");
    }

    /// <summary>Secrets with any characters, in any encoding, at any position.</summary>
    [Fact]
    public void No_encoding_of_a_secret_appears_in_any_output_format()
    {
        var seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(seeds, seed =>
        {
            var random = new System.Random(seed);
            var secret = Any(random);
            var text = Prose(random) + Coded(Prose(random) + Coded(secret, random) + Prose(random), random) +
                Prose(random);

            var plan = PlanOf(secret, text);

            plan.Changes[0].After.ToString().Should().Contain("masked", $"seed {seed}, secret {secret}, text {text}");
            Finds(RedactionTests.Everything(plan), secret).Should().BeFalse($"seed {seed}");
        }));
    }

    private static string Any(System.Random random)
    {
        const string Characters =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$*()-_=.,;:?/@^~éß\"'<> &+\\";
        return string
            .Concat(Enumerable.Range(0, random.Next(12, 40)).Select(_ => Characters[random.Next(Characters.Length)]))
            .Trim() + "Zq7xK2pL";
    }

    private static string Prose(System.Random random) =>
        new[] { "", "a ", "key: ", "\n  ", "x=1&y=", "é", "\"q\":\"" }[random.Next(7)];

    private static string Coded(string text, System.Random random) => random.Next(6) switch
    {
        0 => Base64(text),
        1 => Uri.EscapeDataString(text),
        2 => JsonSerializer.Serialize(text),
        3 => JsonSerializer.Serialize(text, Relaxed),
        4 => string.Concat(
            text.Select(c => c < 128 && char.IsAsciiLetterOrDigit(c) ? c.ToString()
                : string.Concat(Encoding.UTF8.GetBytes(c.ToString())
                    .Select(b => b.ToString("x2", CultureInfo.InvariantCulture).Insert(0, "%"))))),
        _ => text,
    };

    /// <summary>Whether a document contains the secret, plain or escaped as in JSON.</summary>
    private static bool Finds(string document, string secret) =>
        document.Contains(secret, StringComparison.Ordinal)
        || document.Contains(JsonEncodedText.Encode(secret).ToString(), StringComparison.Ordinal)
        || document.Contains(Base64(secret)[..^4], StringComparison.Ordinal)
        || document.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Plan PlanOf(string secret, string text) => PlanText.Single(Document(new JsonObject
    {
        ["actions"] = new JsonArray("create"),
        ["before"] = null,
        ["after"] = new JsonObject { ["open"] = text, ["p"] = secret },
        ["after_sensitive"] = new JsonObject { ["p"] = true },
    }.ToJsonString()));

    private static string Document(string change) =>
        "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"t.a\",\"type\":\"t\",\"change\":" + change +
        "}]}";
}
