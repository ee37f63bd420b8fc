using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests;

public class NameTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("acme/infra")]
    [InlineData("a-b/.github")]
    public void A_repository_name_is_an_owner_and_a_name(string text) =>
    RepositoryName.Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/infra/x")]
    [InlineData("acme/")]
    [InlineData("acme/..")] // would lead out of /repos
    [InlineData("acme/in fra")]
    [InlineData("acme/infra?x=1")]
    public void Another_text_is_not_a_repository_name(string text) =>
        FluentActions.Invoking(() => RepositoryName.Parse(text)).Should().Throw<FormatException>()
        .WithMessage($"*{text}*owner/name*");

    [Fact]
    public void Repository_names_are_case_insensitive()
    {
        RepositoryName[] names = [RepositoryName.Parse("Acme/Infra"), RepositoryName.Parse("acme/infra")];

        names.Distinct().Should().ContainSingle();
    }

    [Theory]
    [InlineData(Sha, Sha)]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567", Sha)]
    public void A_commit_SHA_has_forty_digits(string text, string shown)
    {
        var sha = CommitSha.Parse(text);

        sha.ToString().Should().Be(shown);
        sha.Short.Should().Be("0123456");
    }

    [Theory]
    [InlineData("0123456")] // an abbreviation may come to mean another commit
    [InlineData("main")]
    [InlineData("g123456789abcdef0123456789abcdef01234567")]
    public void Another_text_is_not_a_commit_SHA(string text) =>
    FluentActions.Invoking(() => CommitSha.Parse(text)).Should().Throw<FormatException>();

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("one")]
    [InlineData("99999999999")]
    public void Another_text_is_not_a_pull_request_number(string text) =>
    FluentActions.Invoking(() => PullNumber.Parse(text)).Should().Throw<FormatException>();
}
