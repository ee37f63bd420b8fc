using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Basics;

public sealed class TextColumnsTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("🟥", 2)]
    [InlineData("e\u0301", 1)] // a combining accent takes no column
    [InlineData("±→←", 3)]
    public void Wide_characters_count_as_two_columns_and_combining_marks_as_none(string text, int columns) =>
    TextColumns.Of(text).Should().Be(columns);

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    public void Long_text_ends_with_an_ellipsis(string text, int columns, string cut) =>
    TextColumns.Truncate(text, columns).Should().Be(cut);

    [Fact]
    public void Truncated_text_fits_its_columns_and_never_splits_a_surrogate_pair() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Hostile.Texts, Gen.Choose(1, 40).ToArbitrary(), (text, columns) =>
        {
            var cut = TextColumns.Truncate(VisibleText.Of(text), columns);

            TextColumns.Of(cut).Should().BeLessThanOrEqualTo(columns);
            cut.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar).Should().BeFalse();
        }));
}
