using TfPilot.App.Jobs;

namespace TfPilot.App.Tests.Jobs;

public sealed class SharedCacheTests
{
    [Fact]
    public async Task A_full_cache_keeps_recently_used_values()
    {
        using var cache = new SharedCache(1_000_000);
        var part = cache.CreateRegion<int, string>(text => text.Length);
        part.Set(0, "used all the time");

        for (var i = 1; i <= 20_000; i++)
        {
            part.Set(i, new string('x', 800));
            if (i % 50 == 0) await Task.Delay(1); // Eviction runs in the background.
            part.TryGetValue(0, out _).Should().BeTrue($"{i} values were cached");
        }

        cache.Count.Should().BeInRange(2, 1_000, "a thousand bytes each fit into a million");
    }

    [Fact]
    public void Cache_partitions_are_isolated_and_too_large_values_are_not_cached()
    {
        using var cache = new SharedCache(10_000);
        var (one, other) = (cache.CreateRegion<string, int>(_ => 0), cache.CreateRegion<string, int>(size => size));

        one.Set("a", 1);
        var kept = other.Set("b", 20_000);

        (one.TryGetValue("a", out var found), found).Should().Be((true, 1));
        other.TryGetValue("a", out _).Should().BeFalse();
        (kept, other.TryGetValue("b", out _)).Should().Be((20_000, false));
    }
}
