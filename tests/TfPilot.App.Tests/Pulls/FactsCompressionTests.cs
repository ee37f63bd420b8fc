using TfPilot.App.Pulls;

namespace TfPilot.App.Tests.Pulls;

public sealed class FactsCompressionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FactsCompression.MaxBytes)]
    public void Compressed_facts_are_restored_unchanged(int length)
    {
        var facts = new byte[length];
        Array.Fill(facts, (byte)'a');

        FactsCompression.Decompress(FactsCompression.Compress(facts)).AsSpan().SequenceEqual(facts).Should().BeTrue();
    }

    [Fact]
    public void A_decompression_bomb_is_rejected()
    {
        var bomb = FactsCompression.Compress(new byte[FactsCompression.MaxBytes + 1]);

        var unpacking = () => FactsCompression.Decompress(bomb);

        bomb.Length.Should().BeLessThan(10_000);
        unpacking.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Truncated_compressed_facts_are_rejected()
    {
        var packed = FactsCompression.Compress(Enumerable.Range(0, 100_000).Select(at => (byte)(at * at)).ToArray());

        var unpacking = () => FactsCompression.Decompress(packed[..^9]);

        unpacking.Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Data_that_is_not_compressed_facts_is_rejected()
    {
        var unpacking = () => FactsCompression.Decompress([0xff, 0xff, 0xff, 0xff]);

        unpacking.Should().Throw<InvalidDataException>();
    }
}
