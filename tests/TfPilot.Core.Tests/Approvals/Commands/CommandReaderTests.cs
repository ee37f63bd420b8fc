using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Tests.Approvals.Commands;

public class CommandReaderTests
{
    public static readonly TheoryData<string, PullCommand> Commands = new()
    {
        { "/tfpilot", new PullCommand.Help() },
        { "/tfpilot help", new PullCommand.Help() },
        { "  /tfpilot   STATUS  ", new PullCommand.Status() },
        { "/tfpilot explain", new PullCommand.Explain() },
        { "/tfpilot recheck", new PullCommand.Recheck() },
        { "/tfpilot lock prod moving the ledger ", new PullCommand.Lock("prod", "moving the ledger") },
        { "/tfpilot freeze prod black friday", new PullCommand.Freeze("prod", "black friday") },
        { "/tfpilot unlock prod", new PullCommand.Unlock("prod") },
        { "/tfpilot override prod the shop is down", new PullCommand.Override("prod", "the shop is down") },
        { "/tfpilot approve-policy core-tags", new PullCommand.ApprovePolicy("core-tags") },
        { "/tfpilot where 10.0.0.7", new PullCommand.Where("10.0.0.7") },
        { "/tfpilot where a.b[\"c d\"] ", new PullCommand.Where("a.b[\"c d\"]") },
        { "/tfpilot where", new PullCommand.Unreadable("Write it as /tfpilot where TEXT.") },
        { "Thanks.\r\n/tfpilot status\r\n", new PullCommand.Status() },
        { "```\n/tfpilot explain\n```\n/tfpilot status", new PullCommand.Status() }, // after a code block
        { "> quoted\n\n/tfpilot status", new PullCommand.Status() }, // after a quotation
        { "`a` and `b`\n/tfpilot status", new PullCommand.Status() },
        { "one ` tick\n\n/tfpilot status ` here", new PullCommand.Unreadable("Write it as /tfpilot status.") },
        // a missing environment never defaults to prod
        { "/tfpilot lock", new PullCommand.Unreadable("Write it as /tfpilot lock ENV REASON.") },
        { "/tfpilot lock prod", new PullCommand.Unreadable("Write it as /tfpilot lock ENV REASON.") },
        { "/tfpilot override prod", new PullCommand.Unreadable("Write it as /tfpilot override ENV REASON.") },
        { "/tfpilot unlock prod now", new PullCommand.Unreadable("Write it as /tfpilot unlock ENV.") },
        { "/tfpilot stauts",
            new PullCommand.Unreadable(
                "There is no command stauts; did you mean status; /tfpilot help lists all commands.") },
    };

    [Fact]
    public void A_NUL_character_in_a_command_is_replaced() =>
    CommandReader.Read("/tfpilot lock prod be\0cause").Should().Equal(new PullCommand.Lock("prod", "be\uFFFDcause"));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_line_that_starts_with_the_command_prefix_is_a_command(string body, PullCommand command) =>
    CommandReader.Read(body).Should().Equal(command);

    [Theory]
    [InlineData("")]
    [InlineData("please run /tfpilot status")] // within a sentence
    [InlineData("/tfpilotx status")]
    [InlineData("/TFPILOT status")]
    [InlineData("> /tfpilot status")]
    [InlineData("> somebody said\n/tfpilot status")] // GitHub shows it as part of the quotation
    [InlineData("- /tfpilot status")]
    [InlineData("`/tfpilot status`")]
    [InlineData("a `span\n/tfpilot status\nends` here")]
    [InlineData("```\n/tfpilot status\n```")]
    [InlineData("~~~sh\n/tfpilot status\n```\n/tfpilot explain\n~~~")]
    [InlineData("````\n```\n/tfpilot status\n````")]
    [InlineData("```\n/tfpilot status")] // a fence that nobody closes
    [InlineData("    /tfpilot status")]
    [InlineData("\t/tfpilot status")]
    [InlineData("<!--\n/tfpilot status\n-->")]
    [InlineData("<!-- hidden\n/tfpilot status")]
    [InlineData("<pre>\n/tfpilot status\n</pre>")]
    [InlineData("<BLOCKQUOTE>\n/tfpilot status\n</BLOCKQUOTE>")]
    public void Quoted_code_hidden_or_inline_text_is_not_a_command(string body) =>
    CommandReader.Read(body).Should().BeEmpty();

    [Fact]
    public void Each_line_is_one_command_and_a_comment_may_have_five()
    {
        var five = string.Join('\n', Enumerable.Repeat("/tfpilot status", 5));

        CommandReader.Read(five).Should().HaveCount(5);
        CommandReader.Read($"{five}\n/tfpilot help").Should()
            .Equal(
                new PullCommand.Unreadable(
                    "A comment may contain at most 5 commands; this one has 6, so none was run."));
    }

    [Fact]
    public void A_command_argument_has_a_length_limit() =>
        CommandReader.Read($"/tfpilot lock prod {new string('a', 501)}").Should()
        .Equal(new PullCommand.Unreadable("Use at most 500 characters per argument."));

    [Fact]
    public void Any_text_is_parsed_without_an_error()
    {
        var pieces = Gen.Elements("/tfpilot lock prod x", "/tfpilot", "`", "```", "~~~", ">", "\n", "\n\n", "    ",
            "<!--", "-->", "<pre>", "</pre>", "a", "\u202e", "\ud800");

        Prop.ForAll(pieces.ArrayOf().ToArbitrary(),
            parts => CommandReader.Read(string.Concat(parts)).Count <= CommandReader.Max).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_command_is_parsed_from_its_documented_form()
    {
        foreach (var form in CommandDefinition.All)
            CommandReader.Read($"{form}").Should().ContainSingle().Which.Should()
                .NotBeOfType<PullCommand.Unreadable>(form.Verb);
    }
}
