using TfPilot.App.Pulls;

namespace TfPilot.App.Tests.Pulls;

public sealed class FactsCompressionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FactsCompression.Largest)]
    public void What_was_packed_comes_out_as_it_was(int length)
    {
        var facts = new byte[length];
        Array.Fill(facts, (byte)'a');

        FactsCompression.Unpack(FactsCompression.Pack(facts)).AsSpan().SequenceEqual(facts).Should().BeTrue();
    }

    [Fact]
    public void Little_that_unfolds_to_too_much_is_refused()
    {
        var bomb = FactsCompression.Pack(new byte[FactsCompression.Largest + 1]);

        var unpacking = () => FactsCompression.Unpack(bomb);

        bomb.Length.Should().BeLessThan(10_000);
        unpacking.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void What_ends_too_early_is_refused()
    {
        var packed = FactsCompression.Pack(Enumerable.Range(0, 100_000).Select(at => (byte)(at * at)).ToArray());

        var unpacking = () => FactsCompression.Unpack(packed[..^9]);

        unpacking.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void What_was_never_packed_is_refused()
    {
        var unpacking = () => FactsCompression.Unpack([0xff, 0xff, 0xff, 0xff]);

        unpacking.Should().Throw<InvalidDataException>();
    }
}
