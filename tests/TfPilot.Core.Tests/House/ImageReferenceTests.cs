namespace TfPilot.Core.Tests.House;

public class ImageReferenceTests
{
    private static readonly string Image = $"ghcr.io/acme/tfpilot@sha256:{new string('a', 64)}";

    public static TheoryData<string> Files => [.. ImageReference.Files];

    [Theory, MemberData(nameof(Files))]
    public void A_release_pins_its_image_by_digest_and_changes_nothing_else(string path)
    {
        var before = RepositoryFiles.Read(path);

        var pinned = ImageReference.Pin(before, Image);

        pinned.Should().Contain($"docker://{Image}\n").And.NotContain(ImageReference.OnMain);
        pinned.Replace($"docker://{Image}", ImageReference.OnMain, StringComparison.Ordinal).Should().Be(before);
    }

    [Fact]
    public void Every_file_that_runs_the_image_is_pinned()
    {
        var naming = RepositoryFiles.Of("", ".yml")
            .Where(path => RepositoryFiles.Read(path).Contains(ImageReference.OnMain, StringComparison.Ordinal));

        naming.Should().BeEquivalentTo(ImageReference.Files);
    }

    [Theory]
    [InlineData("ghcr.io/acme/tfpilot:main")] // a tag moves
    [InlineData("ghcr.io/acme/tfpilot@sha256:abc")] // cut off
    [InlineData("@")] // the outputs of a build that failed
    // would break the line
    [InlineData("ghcr.io/acme/tfpilot@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    public void Only_an_image_with_a_digest_is_accepted(string image)
    {
        var pin = () => ImageReference.Pin(ImageReference.OnMain, image);

        pin.Should().Throw<ArgumentException>().WithMessage("*is not an image by digest*");
    }

    [Fact]
    public void A_file_cannot_be_pinned_twice()
    {
        var pin = () => ImageReference.Pin(ImageReference.Pin(ImageReference.OnMain, Image), Image);

        pin.Should().Throw<ArgumentException>().WithMessage("*was it pinned before?*");
    }
}
