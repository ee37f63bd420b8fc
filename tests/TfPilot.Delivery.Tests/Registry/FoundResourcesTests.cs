using TfPilot.Delivery.Registry;

namespace TfPilot.Delivery.Tests.Registry;

public class FoundResourcesTests
{
    private const string Repository = "https://github.com/acme/infra";

    private static readonly RegistryEntry Web = new(
        "prod", "live/web",
        new("aws_instance.web[\"a\"]", "aws_instance", "aws") { Arn = "arn:aws:ec2:eu-west-1:1:instance/i-0abc" },
        new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
        Created = new(12, 7), LastChanged = new(13, 8),
    };

    [Fact]
    public void A_resource_is_shown_with_its_runs_and_its_console_page()
    {
        var reply = Reply("i-0abc", [Web]);

        reply.Should().Be($"""
            **Resources with `i-0abc`**

            - `aws_instance.web["a"]` in `live/web` (`prod`): created by [run 12]({Repository}/actions/runs/12) of #7, last changed by [run 13]({Repository}/actions/runs/13) of #8 on 2030-01-02 03:04 UTC, [console](https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3Aec2%3Aeu-west-1%3A1%3Ainstance%2Fi-0abc)

            """);
    }

    [Fact]
    public void A_destroyed_resource_has_no_console_page()
    {
        var reply = Reply("i-0abc", [Web with { Destroyed = Web.Changed, Created = null }]);

        reply.Should().Contain("(`prod`): destroyed by [run 13]").And.NotContain("console");
    }

    [Theory]
    [InlineData("nothing", "name, tag, IP address or host name `nothing`.")]
    [InlineData("`@ann` <img src=x>", "host name <code>&#96;&#64;ann&#96; &#60;img src&#61;x&#62;</code>.")]
    public void Nothing_found_is_said(string text, string end) =>
        Reply(text, []).Should().StartWith("The registry has no resource with").And.EndWith($"{end}\n");

    [Theory]
    [InlineData(20, false, 20, null)]
    [InlineData(21, false, 20, "1 more.")]
    [InlineData(100, true, 20, "There are more.")]
    public void Long_lists_are_cut(int found, bool hasMore, int shown, string? end)
    {
        var reply = Reply("web", [.. Enumerable.Repeat(Web, found)], hasMore);

        reply.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)).Should().Be(shown);
        reply.Contains("more.", StringComparison.Ordinal).Should().Be(end is not null);
        if (end is not null) reply.Should().Contain($"\n{end} `tfpilot registry find`");
    }

    [Fact]
    public void A_reply_stays_within_its_length()
    {
        var entry = Web with { Resource = Web.Resource with { Address = new('x', 400) } };

        var reply = FoundResources.Markdown(
            "web", [.. Enumerable.Repeat(entry, 20)], hasMore: false, new(Repository), maxLength: 2_000);

        reply.Length.Should().BeLessThan(2_200);
        reply.Should().Contain("more. `tfpilot registry find`");
    }

    private static string Reply(string text, IReadOnlyList<RegistryEntry> entries, bool hasMore = false) =>
        FoundResources.Markdown(text, entries, hasMore, new(Repository), maxLength: 30_000);
}
