using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Risks;

public sealed class AddressTests
{
    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("0.0.0.0/00")]
    [InlineData("000.000.000.000/0")]
    [InlineData(" 0.0.0.0/0 ")]
    [InlineData("10.1.2.3/0")] // the bits behind the mask do not count
    [InlineData("0.0.0.0/0.0.0.0")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0-255.255.255.255")]
    [InlineData("1.0.0.0 - 223.255.255.255")]
    [InlineData("0.0.0.0/1")]
    [InlineData("128.0.0.0/1")]
    [InlineData("128.0.0.0/128.0.0.0")]
    [InlineData("32.0.0.0/3")]
    [InlineData("16.0.0.0/4")]
    [InlineData("<nw>/0")]
    [InlineData("/0")]
    [InlineData("::/0")]
    [InlineData("0::/0")]
    [InlineData("::0/0")]
    [InlineData("0:0:0:0:0:0:0:0/0")]
    [InlineData("::")]
    [InlineData("::/1")]
    [InlineData("2000::/3")]
    [InlineData("2000::/4")]
    [InlineData("2600::/12")]
    [InlineData("::ffff:0:0/96")]
    [InlineData("::ffff:0.0.0.0/96")]
    [InlineData("::FFFF:0000:0000/96")]
    [InlineData("::ffff:128.0.0.0/97")]
    [InlineData("64:ff9b::/96")]
    [InlineData("*")]
    [InlineData("Any")]
    [InlineData("Internet")]
    [InlineData("internet")]
    [InlineData("INTERNET")]
    public void An_address_range_that_covers_the_internet_is_recognized(string text) => IsWorld(text).Should().BeTrue();

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/8")]
    [InlineData("192.168.0.0/16")]
    [InlineData("224.0.0.0/3")] // multicast and reserved
    [InlineData("3.0.0.0/8")]
    [InlineData("16.0.0.0/5")]
    [InlineData("203.0.113.7/32")]
    [InlineData("203.0.113.7")]
    [InlineData("8000::/1")] // nothing that is routed
    [InlineData("fc00::/7")]
    [InlineData("2001:db8::/32")]
    [InlineData("2600::/13")]
    [InlineData("::1/128")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("0.0.0.0/33")]
    [InlineData("0.0.0.0/-1")]
    [InlineData("1.2.3/8")]
    [InlineData("1.2.3.256/1")]
    [InlineData("1:2:3:4:5:6:7:8:9/1")]
    [InlineData("1::2::3/1")]
    [InlineData("255.0.255.0")]
    [InlineData("1.0.0.0/0.255.0.0")]
    [InlineData("VirtualNetwork")]
    [InlineData("AzureLoadBalancer")]
    [InlineData("sg-0123")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("-")]
    public void A_limited_address_range_is_not_the_internet(string text) => IsWorld(text).Should().BeFalse();

    [Fact]
    public void Address_blocks_are_summed_up_for_any_partition() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(1, 16).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (prefix, seed) =>
        {
            var random = new System.Random(seed);
            var blocks = Enumerable.Range(0, 1 << prefix).Select(i => $"{Dotted((uint)i << (32 - prefix))}/{prefix}")
                .ToArray();
            random.Shuffle(blocks);
            var set = AddressSet.Of(blocks.SelectMany(AddressText.Read));

            set.Count().Should().Be((UInt128)1 << 32);
            World.IsIn(set, isV6: false).Should().BeTrue();
            World.IsIn(AddressSet.Of(blocks.Take(blocks.Length / 64).SelectMany(AddressText.Read)), isV6: false)
                .Should().BeFalse();
        }));

    [Fact]
    public void Difference_and_intersection_of_address_sets_sum_up_to_the_whole() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.ListOf(Ranges).ToArbitrary(), Gen.ListOf(Ranges).ToArbitrary(), (first, second) =>
        {
            var (a, b) = (AddressSet.Of(first), AddressSet.Of(second));

            var (left, common) = (a.Except(b), a.Except(a.Except(b)));

            (left.Count() + common.Count()).Should().Be(a.Count());
            left.Except(b).Count().Should().Be(left.Count());
            common.Except(b).Count().Should().Be(UInt128.Zero);
        }));

    [Fact]
    public void The_whole_IPv6_address_space_is_counted_without_overflow()
    {
        var all = AddressSet.Of([AddressRange.All(isV6: true)]);

        all.Count().Should().Be(UInt128.MaxValue);
        all.Except(all).Count().Should().Be(UInt128.Zero);
        AddressSet.Empty.Except(all).Count().Should().Be(UInt128.Zero);
    }

    private static Gen<AddressRange> Ranges =>
        from first in Gen.Choose(0, 200)
        from more in Gen.Choose(0, 40)
        select new AddressRange(IsV6: true, (UInt128)first, (UInt128)(first + more));

    private static bool IsWorld(string text) =>
        AddressText.Read(text).GroupBy(range => range.IsV6)
        .Any(family => World.IsIn(AddressSet.Of(family), family.Key));

    private static string Dotted(uint bits) => $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}";
}
