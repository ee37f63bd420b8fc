using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Peculiarities of single Terraform versions and of wrappers.</summary>
public sealed class OddPlanTests
{
    private const string One = """
        {"format_version":"1.2","resource_changes":[{"address":"t.one","type":"t","change":{"actions":["create"],"before":null,"after":{"a":1},"after_sensitive":{}}}]}
        """;
    private static readonly string Two = One.Replace("t.one", "t.two", StringComparison.Ordinal);

    [Theory]
    [InlineData("[/live/app2] ")]
    [InlineData("time=2026-01-02T10:00:00Z level=info msg=Module /live/app2 ")]
    [InlineData("\u001b[0m\u001b[1m")]
    [InlineData("note {not json} ")]
    [InlineData("env: { ")]
    [InlineData("stdout: {\"level\":\"info\",\"plan\":")]
    public void A_plan_after_a_log_prefix_is_read(string prefix) =>
    Addresses($"{One}\n{prefix}{Two}\nend").Should().Equal("t.one", "t.two");

    [Fact]
    public void A_plan_far_into_a_log_is_read_in_chunks_of_any_size()
    {
        var text = System.Text.Encoding.UTF8.GetBytes($"{new string('x', 300_000)} {Two} rest {One}\n");

        PlanText.All(text, atOnce: 777).SelectMany(plan => plan.Changes).Select(change => change.Address.Text).Should()
            .Equal("t.two", "t.one");
    }

    [Fact]
    public void A_plan_repeated_by_the_setup_terraform_wrapper_counts_once()
    {
        var percent = One.Replace("\"a\":1", "\"a\":\"100%\"", StringComparison.Ordinal);

        Addresses($"{percent}\n::debug::stdout: " +
            $"{percent.Replace("%", "%25", StringComparison.Ordinal)}%0A\n::debug::stderr: \n").Should().Equal("t.one");
        Addresses($"{One}\n::debug::stdout: {Two}\n").Should().Equal("t.one", "t.two");
        Addresses($"{One}\n[app] {One}\n").Should().Equal("t.one", "t.one");
    }

    [Fact]
    public void A_multi_line_plan_after_a_prefix_is_read() =>
        Addresses($"INFO plan: {OverManyLines(Two)}\n").Should().Equal("t.two");

    [Theory]
    [InlineData("[app2] ", "\n[app2] ")] // each line has a prefix
    [InlineData("stdout=\"", "\n")] // its quotes are escaped
    public void An_unreadable_plan_within_a_log_rejects_the_input(string prefix, string newLine)
    {
        var lines = Two.Replace(",\"resource", "," + newLine + "\"resource", StringComparison.Ordinal)
            .Replace("{\"format", "{" + newLine + "\"format", StringComparison.Ordinal);
        if (newLine == "\n") lines = Two.Replace("\"", "\\\"", StringComparison.Ordinal);

        PlanText.Problem($"{One}\n{prefix}{lines}\n").Should().Contain("contains a plan inside log lines");
    }

    [Theory]
    [InlineData("Warning: {\"abc")]
    [InlineData("  12:   policy = jsonencode({\"Version\": \"2012-10-17\"")]
    [InlineData("the format_version is fine")]
    public void Other_output_is_ignored(string line) => Addresses($"{line}\n{One}\n{line}\n").Should().Equal("t.one");

    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"a":1,"b":[1,2]}""", 0)]
    [InlineData("""{"a":1,"b":null}""", """{"a":1}""", 0)] // null and absent are the same to people
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", 0)]
    [InlineData("""{"a":1}""", """{"a":2}""", 1)]
    [InlineData("""{"a":1}""", "null", 1)]
    public void Only_differing_values_are_drift(string before, string after, int count)
    {
        var plan = PlanText.Single($$"""
            {"format_version":"0.2","resource_changes":[],"resource_drift":[{"mode":"managed","type":"t","name":"a",
              "change":{"actions":["update"],"before":{{before}},"after":{{after}} } }]}
            """);

        plan.Drift.Should().HaveCount(count);
    }

    [Fact]
    public void Drift_of_only_a_secret_is_drift()
    {
        var plan = PlanText.Single("""
            {"format_version":"0.2","resource_changes":[],"resource_drift":[{"address":"t.a","type":"t","change":
             {"actions":["update"],"before":{"p":"one"},"after":{"p":"two"},"before_sensitive":{"p":true},"after_sensitive":{"p":true}}}]}
            """);

        plan.Drift.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""["alpha","charlie"]""", "[false,true,false]", """["alpha",?,"charlie"]""")]
    [InlineData("""["alpha"]""", "[true,false,true]", """[?,"alpha",?]""")]
    [InlineData("[]", "[true,true]", "[?,?]")]
    // as written by newer versions
    [InlineData("""["alpha",null,"charlie"]""", "[false,true,false]", """["alpha",?,"charlie"]""")]
    [InlineData("""["alpha","bravo"]""", "[false,true]", """["alpha",?]""")]
    [InlineData("""[{"a":1},{"a":3}]""", """[{},true,{"b":true}]""", """[{"a":1},?,{"a":3,"b":?}]""")]
    public void Omitted_unknown_elements_do_not_shift_other_elements(string after, string unknown, string expected)
    {
        var change = PlanText.Single(
            "{\"format_version\":\"1.1\",\"resource_changes\":[{\"address\":\"t.a\",\"type\":\"t\",\"change\":"
            + "{\"actions\":[\"create\"],\"before\":null,\"after\":{\"zones\":" + after +
            "},\"after_unknown\":{\"zones\":" + unknown + "},\"after_sensitive\":{}}}]}").Changes[0];

        change.After.ToString().Should()
            .Be("{\"zones\":" + expected.Replace("?", """{"$":"unknown"}""", StringComparison.Ordinal) + "}");
    }

    [Fact]
    public void A_secret_next_to_an_omitted_element_is_hidden_under_either_index()
    {
        var change = PlanText.Single("""
            {"format_version":"1.1","resource_changes":[{"address":"t.a","type":"t","change":{"actions":["create"],"before":null,
             "after":{"zones":["a","b"]},"after_unknown":{"zones":[true,false,false]},"after_sensitive":{"zones":[false,false,true]}}}]}
            """).Changes[0];

        change.After.ToString().Should().NotContain("\"b\"");
    }

    [Theory]
    [InlineData("""{"identity":{"account_id":"111122223333","bucket":"acme-logs","region":null}}""",
        "identity account_id 111122223333, bucket acme-logs")]
    [InlineData("""{"id":"acme-logs"}""", "id acme-logs")]
    [InlineData("""{"unknown":true}""", "id (known after apply)")]
    public void An_import_shows_its_id(string importing, string note)
    {
        var change = PlanText.Single(
            "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"t.a\",\"type\":\"t\",\"change\":"
            + "{\"actions\":[\"no-op\"],\"before\":{},\"after\":{},\"importing\":" + importing + "}}]}").Changes[0];

        change.Note()!.ToString().Should().Be(note);
    }

    [Theory]
    [InlineData("create", "unknown", "", 0)]
    [InlineData("update", "unknown", "", 0)]
    [InlineData("no-op", "unknown", "", 1)] // nothing will tell later
    [InlineData("create", "fail", "", 1)]
    [InlineData("create", "error", "", 1)]
    [InlineData("create", "unknown", ",\"errored\":true", 2)]
    public void A_condition_evaluated_by_apply_is_no_warning(string action, string status, string more, int sentences)
    {
        var plan = PlanText.Single($$"""
            {"format_version":"1.2","resource_changes":[{"address":"t.a","type":"t",
              "change":{"actions":["{{action}}"],"before":null,"after":{},"after_sensitive":{} } }],
              "checks":[{"address":{"to_display":"t.a"},"status":"{{status}}"}]{{more}} }
            """);

        Notices.Of(plan).Should().HaveCount(sentences);
    }

    private static string OverManyLines(string plan) => plan
        .Replace(",\"resource", ",\n  \"resource", StringComparison.Ordinal)
        .Replace("{\"format", "{\n  \"format", StringComparison.Ordinal);

    private static IEnumerable<string> Addresses(string text) =>
        PlanText.All(System.Text.Encoding.UTF8.GetBytes(text)).SelectMany(plan => plan.Changes)
        .Select(change => change.Address.Text);
}
