using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Basics;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("a\u001b[31mred", "a\\u001b[31mred")] // an ANSI escape
    [InlineData("a\u009b31m", "a\\u009b31m")] // its one-character form
    [InlineData("a\nb\tc\rd", "a\\nb\\tc\\u000dd")]
    [InlineData("user\u202Egnp.exe", "user\\u202egnp.exe")] // right-to-left override
    [InlineData("a\u2066b\u2069", "a\\u2066b\\u2069")] // isolates
    [InlineData("a\u200Bb\uFEFF", "a\\u200bb\\ufeff")] // invisible
    [InlineData("a\u2028b", "a\\u2028b")] // line separator
    [InlineData("\U000E0041", "\\U000e0041")] // a tag character: text nobody sees
    [InlineData("👩\u200D🚀 日本語", "👩\u200D🚀 日本語")] // joined emoji and wide scripts stay
    public void Control_and_invisible_characters_are_escaped(string text, string shown) =>
    VisibleText.Of(text).Should().Be(shown);

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        var lone = "a" + (char)0xD83D + "b";

        VisibleText.Of(lone).Should().Be("a\uFFFDb");
    }
}
